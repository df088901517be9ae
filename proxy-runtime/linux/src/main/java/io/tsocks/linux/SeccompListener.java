package io.tsocks.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// The descriptor through which the kernel asks about the trapped calls of one process tree.
///
/// Once it is closed, every trapped call of the tree fails with ENOSYS, so nothing is done that a
/// dead supervisor should have decided.
public final class SeccompListener implements AutoCloseable {

    private final Kernel kernel;
    private final int fd;
    private final boolean waitKillable;
    private final RunSecret secret = RunSecret.fresh();

    /// Takes over a listener.
    ///
    /// @param kernel the kernel of the listener
    /// @param fd its descriptor, closed by [#close]
    /// @param waitKillable as [#waitKillable()]
    public SeccompListener(Kernel kernel, int fd, boolean waitKillable) {
        this.kernel = kernel;
        this.fd = fd;
        this.waitKillable = waitKillable;
    }

    /// Installs the filter on the calling thread and on everything that the thread starts from now
    /// on. The thread can never get rid of it: as long as it lives, the listener does not hang up.
    ///
    /// A thread without CAP_SYS_ADMIN first gives up gaining privileges by exec
    /// (`PR_SET_NO_NEW_PRIVS`). With that capability, sudo and similar programs keep working.
    ///
    /// @throws KernelException EBUSY if an outer supervisor has a listener already; EINVAL or
    ///     ENOSYS from a kernel without seccomp user notification
    public static SeccompListener install(Trapped trapped) throws KernelException {
        Kernel kernel = Kernel.ofThisProcess();
        BpfProgram program = TrapFilter.of(Abi.current(), trapped);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment filter =
                    arena.allocate((long) C.sock_filter$SIZE * program.instructions().size(), 8);
            program.writeTo(filter);
            MemorySegment fprog = arena.allocate(C.sock_fprog$SIZE, 8);
            fprog.set(JAVA_SHORT, 0, (short) program.instructions().size());
            fprog.set(JAVA_LONG, C.sock_fprog$filter, filter.address());

            Result result = install(kernel, fprog, C.SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV);
            boolean waitKillable = result.ok();
            if (result.errno() == Errno.EINVAL) {
                result = install(kernel, fprog, 0);
            }
            int fd = result.orThrow("seccomp");
            wakeUpInPlace(kernel, fd);
            return new SeccompListener(kernel, fd, waitKillable);
        }
    }

    /// Asks the kernel to wake caller and supervisor on the same CPU: they wait for each other in
    /// turn, so each is best woken on the CPU that the other is about to leave. A kernel before
    /// Linux 6.6 does not know the flag, and nothing changes.
    private static void wakeUpInPlace(Kernel kernel, int fd) {
        kernel.call(
                Syscall.IOCTL,
                fd,
                C.SECCOMP_IOCTL_NOTIF_SET_FLAGS,
                C.SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP);
    }

    private static Result install(Kernel kernel, MemorySegment fprog, int flags) {
        Result result = seccomp(kernel, fprog, flags);
        if (result.errno() != Errno.EACCES) {
            return result;
        }
        Result noNewPrivileges = kernel.call(Syscall.PRCTL, C.PR_SET_NO_NEW_PRIVS, 1);
        return noNewPrivileges.ok() ? seccomp(kernel, fprog, flags) : noNewPrivileges;
    }

    private static Result seccomp(Kernel kernel, MemorySegment fprog, int flags) {
        return kernel.call(
                Syscall.SECCOMP,
                C.SECCOMP_SET_MODE_FILTER,
                C.SECCOMP_FILTER_FLAG_NEW_LISTENER | flags,
                fprog.address());
    }

    /// The kernel whose calls it is told of.
    public Kernel kernel() {
        return kernel;
    }

    /// The secret by which a tsocks below this listener recognises it.
    public RunSecret secret() {
        return secret;
    }

    /// Whether a signal handler of a held caller waits for the answer (Linux 5.19). On older
    /// kernels, the signal interrupts the call at once, and the call is notified again.
    public boolean waitKillable() {
        return waitKillable;
    }

    /// The descriptor, for polling: readable while a call waits, hung up when the tree has ended.
    public int fd() {
        return fd;
    }

    /// Takes the next call. Call this only after poll has reported one: the kernel blocks here even
    /// for a non-blocking descriptor.
    ///
    /// @return empty if the caller has gone meanwhile
    public Optional<Notification> receive() {
        MemorySegment request = Scratch.memory();
        request.asSlice(0, C.seccomp_notif$SIZE).fill((byte) 0);
        Result result =
                kernel.call(Syscall.IOCTL, fd, C.SECCOMP_IOCTL_NOTIF_RECV, request.address());
        return result.ok() ? Optional.of(read(request)) : Optional.empty();
    }

    private static Notification read(MemorySegment request) {
        long arguments = C.seccomp_notif$data + C.seccomp_data$args;
        return new Notification(
                request.get(JAVA_LONG, C.seccomp_notif$id),
                request.get(JAVA_INT, C.seccomp_notif$pid),
                request.get(JAVA_INT, C.seccomp_notif$data + C.seccomp_data$arch),
                request.get(JAVA_INT, C.seccomp_notif$data + C.seccomp_data$nr),
                request.get(JAVA_LONG, arguments),
                request.get(JAVA_LONG, arguments + 8),
                request.get(JAVA_LONG, arguments + 16),
                request.get(JAVA_LONG, arguments + 24),
                request.get(JAVA_LONG, arguments + 32),
                request.get(JAVA_LONG, arguments + 40));
    }

    /// Whether the caller still waits, so that what was read of its process is what it passed.
    public boolean waits(long id) {
        MemorySegment pointer = Scratch.memory();
        pointer.set(JAVA_LONG, 0, id);
        return kernel.call(Syscall.IOCTL, fd, C.SECCOMP_IOCTL_NOTIF_ID_VALID, pointer.address())
                .ok();
    }

    /// Makes the call return a value.
    ///
    /// @return false if the caller has gone, which may happen at any moment
    public boolean succeed(long id, long value) {
        return send(id, value, 0, 0);
    }

    /// Makes the call fail.
    ///
    /// @return false if the caller has gone
    public boolean fail(long id, int errno) {
        return send(id, 0, errno, 0);
    }

    /// Lets the kernel run the call as the program made it. The program can still change the memory
    /// behind its pointers, so use this only for calls that need no decision.
    public boolean letThrough(long id) {
        return send(id, 0, 0, C.SECCOMP_USER_NOTIF_FLAG_CONTINUE);
    }

    private boolean send(long id, long value, int errno, int flags) {
        MemorySegment response = Scratch.memory();
        response.set(JAVA_LONG, C.seccomp_notif_resp$id, id);
        response.set(JAVA_LONG, C.seccomp_notif_resp$val, value);
        response.set(JAVA_INT, C.seccomp_notif_resp$error, -errno);
        response.set(JAVA_INT, C.seccomp_notif_resp$flags, flags);
        return kernel.call(Syscall.IOCTL, fd, C.SECCOMP_IOCTL_NOTIF_SEND, response.address()).ok();
    }

    @Override
    public void close() {
        kernel.call(Syscall.CLOSE, fd);
    }
}
