package io.tsocks.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Tells from `/proc` what the kernel wants of a thread whose call is held.
///
/// A call may only be answered with ERESTARTSYS if the kernel has told the thread to look for
/// signals; otherwise the program would see that number. Once told, the thread stays in that state
/// until it has looked, which it cannot do while its call is held.
///
/// @param tid the thread's number in the supervisor's process namespace
public record ThreadState(int tid) {

    private static final long STOPS =
            bit(C.SIGSTOP) | bit(C.SIGTSTP) | bit(C.SIGTTIN) | bit(C.SIGTTOU);

    /// Whether the thread has to run a signal handler, or to stop.
    public boolean isToLeaveItsCall() {
        try {
            Status status = Status.of(Integer.toString(tid));
            return status.hasSignal(tid) || (status.isOneOfSeveral() && isGroupStopping(status));
        } catch (IOException e) {
            return false;
        }
    }

    /// Whether another thread of the process has stopped. A stop concerns all threads, so the
    /// kernel has told this one, too.
    private boolean isGroupStopping(Status own) throws IOException {
        Path tasks = Path.of("/proc", own.field("Tgid"), "task");
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                String number = thread.getFileName().toString();
                if (!number.equals(Integer.toString(tid))) {
                    return Status.of(number).isStopped();
                }
            }
        }
        return false;
    }

    private static long bit(int signal) {
        return 1L << (signal - 1);
    }

    /// The lines of `/proc/TID/status`. The program's name in it need not be valid text.
    private record Status(List<String> lines) {

        static Status of(String tid) throws IOException {
            return new Status(Files.readAllLines(Path.of("/proc", tid, "status"), ISO_8859_1));
        }

        /// Whether a signal waits for the thread. Signals for the whole process count for its first
        /// thread, which the kernel interrupts unless it blocks them. If they counted for other
        /// threads, one might be answered for a signal that is not its own.
        boolean hasSignal(int tid) {
            long pending = mask("SigPnd");
            if (field("Tgid").equals(Integer.toString(tid))) {
                pending |= mask("ShdPnd");
            }
            long handled = mask("SigCgt") | (STOPS & ~mask("SigIgn"));
            return (pending & handled & ~mask("SigBlk")) != 0;
        }

        boolean isOneOfSeveral() {
            return !field("Threads").equals("1");
        }

        /// Whether a signal, not a debugger, has stopped the thread.
        boolean isStopped() {
            return field("State").startsWith("T");
        }

        private long mask(String name) {
            String hex = field(name);
            return hex.isEmpty() ? 0 : Long.parseUnsignedLong(hex, 16);
        }

        /// The value of a field; empty if there is no such line.
        String field(String name) {
            String start = name + ":";
            for (String line : lines) {
                if (line.startsWith(start)) {
                    return line.substring(start.length()).strip();
                }
            }
            return "";
        }
    }
}
