package io.tsocks.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A process and its ancestors, as far as they live.
public final class Lineage {

    private Lineage() {}

    /// One process.
    ///
    /// @param pid its number
    /// @param started when, in hundredths of a second since the machine was started
    public record Member(int pid, long started) {}

    /// The process of a thread, its parent and so on, up to the child of this process.
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

    /// The present, as [Member] counts it, and not later.
    public static long now() {
        try {
            String uptime = Files.readString(Path.of("/proc/uptime"));
            return Long.parseLong(uptime.substring(0, uptime.indexOf(' ')).replace(".", "")) - 1;
        } catch (IOException e) {
            return 0;
        }
    }

    /// Of /proc/PID/stat what follows the name, in which anything may stand: state, parent, …
    private static String[] fields(int pid) {
        try {
            String line = Files.readString(Path.of("/proc/" + pid + "/stat"), ISO_8859_1);
            return line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        } catch (IOException e) {
            return new String[0];
        }
    }
}
