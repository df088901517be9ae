package io.tsocks.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Finds a process and those of its ancestors that are still alive.
public final class Lineage {

    private Lineage() {}

    /// One process.
    ///
    /// @param pid the process id
    /// @param started when it started, in hundredths of a second since the machine's start
    public record Member(int pid, long started) {}

    /// The process of a thread, its parent and so on, up to a child of this process.
    ///
    /// @return empty if the process has gone
    public static List<Member> of(int tid) {
        int self = (int) ProcessHandle.current().pid();
        List<Member> members = new ArrayList<>();
        int pid = new Target(Kernel.ofThisProcess(), tid).process();
        while (pid > 1 && pid != self) {
            String[] fields = fields(pid);
            if (fields.length == 0) {
                return members;
            }
            members.add(new Member(pid, Long.parseLong(fields[19])));
            pid = Integer.parseInt(fields[1]);
        }
        return members;
    }

    /// The present time in the unit of [Member#started], rounded down.
    public static long now() {
        try {
            String uptime = Files.readString(Path.of("/proc/uptime"));
            return Long.parseLong(uptime.substring(0, uptime.indexOf(' ')).replace(".", "")) - 1;
        } catch (IOException e) {
            return 0;
        }
    }

    /// The fields of /proc/PID/stat after the name, which may contain anything: state, parent, …
    private static String[] fields(int pid) {
        try {
            String line = Files.readString(Path.of("/proc/" + pid + "/stat"), ISO_8859_1);
            return line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        } catch (IOException e) {
            return new String[0];
        }
    }
}
