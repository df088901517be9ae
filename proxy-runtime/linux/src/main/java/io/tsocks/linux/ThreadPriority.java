package io.tsocks.linux;

/// How the kernel prefers the threads of this process (setpriority(2)). Java's own priorities have
/// no effect on Linux without rights that a service lacks.
public final class ThreadPriority {

    private static final int PRIO_PROCESS = 0;
    private static final int CALLING_THREAD = 0;
    private static final int NICE = 10;

    private ThreadPriority() {}

    /// Lets the kernel prefer all other threads to the calling one, as `nice` does for a program.
    /// Any user may do that, and nobody can undo it. Where the kernel refuses, nothing changes.
    public static void lower() {
        Result ignored =
                Kernel.ofThisProcess()
                        .call(Syscall.SETPRIORITY, PRIO_PROCESS, CALLING_THREAD, NICE);
    }
}
