package io.tsocks.linux;

/// The system calls that tsocks makes or traps, with their numbers (asm/unistd_64.h and
/// asm-generic/unistd.h).
public enum Syscall {
    BIND(49, 200),
    CAPGET(125, 90),
    CAPSET(126, 91),
    CHDIR(80, 49),
    CLOSE(3, 57),
    CONNECT(42, 203),
    DUP3(292, 24),
    EPOLL_CREATE1(291, 20),
    EPOLL_CTL(233, 21),
    EPOLL_PWAIT(281, 22),
    EVENTFD2(290, 19),
    FCNTL(72, 25),
    GETPEERNAME(52, 205),
    GETPPID(110, 173),
    GETSOCKNAME(51, 204),
    GETSOCKOPT(55, 209),
    IOCTL(16, 29),
    IO_URING_SETUP(Abi.IO_URING_SETUP, Abi.IO_URING_SETUP),
    IO_URING_ENTER(Abi.IO_URING_ENTER, Abi.IO_URING_ENTER),
    IO_URING_REGISTER(Abi.IO_URING_REGISTER, Abi.IO_URING_REGISTER),
    KCMP(312, 272),
    KILL(62, 129),
    LANDLOCK_RESTRICT_SELF(446, 446),
    LISTEN(50, 201),
    MMAP(9, 222),
    MOVE_PAGES(279, 239),
    MUNMAP(11, 215),
    OPENAT(257, 56),
    PIDFD_GETFD(438, 438),
    PIDFD_OPEN(434, 434),
    PIPE2(293, 59),
    PREAD64(17, 67),
    PWRITE64(18, 68),
    PPOLL(271, 73),
    PRCTL(157, 167),
    PRLIMIT64(302, 261),
    PROCESS_VM_READV(310, 270),
    READ(0, 63),
    RECVFROM(45, 207),
    RECVMMSG(299, 243),
    RECVMSG(47, 212),
    RT_SIGACTION(13, 134),
    SECCOMP(317, 277),
    SENDMMSG(307, 269),
    SENDMSG(46, 211),
    SENDTO(44, 206),
    SETSID(112, 157),
    SETSOCKOPT(54, 208),
    SHUTDOWN(48, 210),
    SOCKET(41, 198),
    SPLICE(275, 76),
    WAIT4(61, 260),
    WRITE(1, 64);

    private final int x8664;
    private final int aarch64;

    Syscall(int x8664, int aarch64) {
        this.x8664 = x8664;
        this.aarch64 = aarch64;
    }

    /// The number of this call for an architecture.
    public int number(Abi abi) {
        return switch (abi) {
            case X86_64 -> x8664;
            case AARCH64 -> aarch64;
        };
    }
}
