package io.tsocks.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/// The privileges of the calling thread (capabilities(7)).
public final class Capabilities {

    /// For inspecting processes of other users, and opening their files in /proc.
    private static final int NEEDED = 1 << C.CAP_SYS_PTRACE | 1 << C.CAP_DAC_OVERRIDE;

    private Capabilities() {}

    /// Gives up, for the calling thread and those that it starts, all capabilities that answering
    /// calls does not need. The kernel then judges what the thread does on behalf of programs like
    /// the request of an unprivileged user.
    ///
    /// @throws KernelException if the kernel does not drop them; no call may be answered then
    public static void keepForAnswering(Kernel kernel) throws KernelException {
        MemorySegment memory = Scratch.memory();
        memory.set(JAVA_INT, 0, C._LINUX_CAPABILITY_VERSION_3);
        memory.set(JAVA_INT, Integer.BYTES, 0);
        long header = memory.address();
        long data = header + 2 * Integer.BYTES;
        kernel.call(Syscall.CAPGET, header, data).orThrow("capget");
        for (int word = 0; word < 2; word++) {
            long at = 2L * Integer.BYTES + word * 3L * Integer.BYTES;
            int permitted = memory.get(JAVA_INT, at + Integer.BYTES);
            int kept = word == 0 ? permitted & NEEDED : 0;
            memory.set(JAVA_INT, at, kept);
            memory.set(JAVA_INT, at + Integer.BYTES, kept);
            memory.set(JAVA_INT, at + 2L * Integer.BYTES, 0);
        }
        kernel.call(Syscall.CAPSET, header, data).orThrow("capset");
    }
}
