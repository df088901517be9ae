package io.tsocks.linux;

/// An instruction set as the kernel's system calls see it.
public enum Abi {
    /// AMD64. Its foreign callers are i386 programs and x32 programs, which set a bit in the
    /// number.
    X86_64(0xC000_003E, 0x4000_0003, 0x4000_0000),
    /// 64-bit ARM. Its foreign callers are 32-bit ARM programs.
    AARCH64(0xC000_00B7, 0x4000_0028, 0);

    /// The calls of io_uring have one number each on every architecture.
    static final int IO_URING_SETUP = 425;

    static final int IO_URING_ENTER = 426;

    static final int IO_URING_REGISTER = 427;

    private final int audit;
    private final int foreignAudit;
    private final int alternateBit;

    Abi(int audit, int foreignAudit, int alternateBit) {
        this.audit = audit;
        this.foreignAudit = foreignAudit;
        this.alternateBit = alternateBit;
    }

    /// The architecture that this JVM runs on.
    ///
    /// @throws UnsupportedOperationException on any other architecture
    public static Abi current() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> X86_64;
            case "aarch64" -> AARCH64;
            default ->
                    throw new UnsupportedOperationException(
                            "tsocks runs programs on x86-64 and aarch64, not on "
                                    + System.getProperty("os.arch"));
        };
    }

    /// `AUDIT_ARCH_…` of this architecture, as `seccomp_data.arch` has it.
    public int audit() {
        return audit;
    }

    /// `AUDIT_ARCH_…` of the 32-bit programs that the same kernel runs.
    public int foreignAudit() {
        return foreignAudit;
    }

    /// The bit that marks another numbering under the same `arch` (x32); 0 if there is none.
    public int alternateBit() {
        return alternateBit;
    }

    /// Whether a caller uses this architecture's own numbers.
    public boolean isOwn(int arch, int number) {
        return arch == audit && (alternateBit == 0 || (number & alternateBit) == 0);
    }

    /// The numbers of socketcall, socket, connect, setsockopt, sendto, sendmsg and sendmmsg in
    /// 32-bit programs, as far as they exist there.
    int[] foreignNetworkCalls() {
        return switch (this) {
            case X86_64 -> new int[] {102, 359, 362, 366, 369, 370, 345};
            case AARCH64 -> new int[] {281, 283, 294, 290, 296, 374};
        };
    }

    /// The same calls in the other numbering, without its bit.
    int[] alternateNetworkCalls() {
        return switch (this) {
            case X86_64 -> new int[] {41, 42, 541, 44, 518, 538};
            case AARCH64 -> new int[0];
        };
    }
}
