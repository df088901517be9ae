package io.tsocks.linux;

import java.util.Map;

/// Error numbers (asm-generic/errno.h), the same on every architecture that tsocks knows.
public final class Errno {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int ESRCH = 3;
    public static final int EINTR = 4;
    public static final int ENOEXEC = 8;
    public static final int EBADF = 9;
    public static final int ECHILD = 10;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int EFAULT = 14;
    public static final int EBUSY = 16;
    public static final int EINVAL = 22;
    public static final int ENFILE = 23;
    public static final int EMFILE = 24;
    public static final int ENOTTY = 25;
    public static final int EPIPE = 32;
    public static final int ENOSYS = 38;
    public static final int ENOTSOCK = 88;
    public static final int EMSGSIZE = 90;
    public static final int EPROTOTYPE = 91;
    public static final int EPROTONOSUPPORT = 93;
    public static final int EOPNOTSUPP = 95;
    public static final int EAFNOSUPPORT = 97;
    public static final int EADDRINUSE = 98;
    public static final int EADDRNOTAVAIL = 99;
    public static final int ENETDOWN = 100;
    public static final int ENETUNREACH = 101;
    public static final int ECONNABORTED = 103;
    public static final int ECONNRESET = 104;
    public static final int ENOBUFS = 105;
    public static final int EISCONN = 106;
    public static final int ENOTCONN = 107;
    public static final int ETIMEDOUT = 110;
    public static final int ECONNREFUSED = 111;
    public static final int EHOSTDOWN = 112;
    public static final int EHOSTUNREACH = 113;
    public static final int EALREADY = 114;
    public static final int EINPROGRESS = 115;
    public static final int ECANCELED = 125;

    /// The kernel's own "run this call again after the signal", never seen by a program.
    public static final int ERESTARTSYS = 512;

    /// Like ERESTARTSYS, but the call is always made again, whatever the handler's flags are.
    public static final int ERESTARTNOINTR = 513;

    private Errno() {}

    /// The words of `strerror` for the number, with the name: `Connection refused (ECONNREFUSED)`.
    public static String describe(int errno) {
        return Names.KNOWN.getOrDefault(errno, "error " + errno);
    }

    /// The names, loaded only at the first failure.
    private static final class Names {
        static final Map<Integer, String> KNOWN =
                Map.ofEntries(
                        Map.entry(EPERM, "Operation not permitted (EPERM)"),
                        Map.entry(ENOENT, "No such file or directory (ENOENT)"),
                        Map.entry(ESRCH, "No such process (ESRCH)"),
                        Map.entry(EINTR, "Interrupted system call (EINTR)"),
                        Map.entry(ENOEXEC, "Exec format error (ENOEXEC)"),
                        Map.entry(EBADF, "Bad file descriptor (EBADF)"),
                        Map.entry(ECHILD, "No child processes (ECHILD)"),
                        Map.entry(EAGAIN, "Resource temporarily unavailable (EAGAIN)"),
                        Map.entry(ENOMEM, "Out of memory (ENOMEM)"),
                        Map.entry(EACCES, "Permission denied (EACCES)"),
                        Map.entry(EFAULT, "Bad address (EFAULT)"),
                        Map.entry(EBUSY, "Device or resource busy (EBUSY)"),
                        Map.entry(EINVAL, "Invalid argument (EINVAL)"),
                        Map.entry(ENFILE, "Too many open files in the system (ENFILE)"),
                        Map.entry(EMFILE, "Too many open files (EMFILE)"),
                        Map.entry(EPIPE, "Broken pipe (EPIPE)"),
                        Map.entry(ENOSYS, "Function not implemented (ENOSYS)"),
                        Map.entry(ENOTSOCK, "Socket operation on non-socket (ENOTSOCK)"),
                        Map.entry(EMSGSIZE, "Message too long (EMSGSIZE)"),
                        Map.entry(EPROTOTYPE, "Protocol wrong type for socket (EPROTOTYPE)"),
                        Map.entry(EPROTONOSUPPORT, "Protocol not supported (EPROTONOSUPPORT)"),
                        Map.entry(EOPNOTSUPP, "Operation not supported (EOPNOTSUPP)"),
                        Map.entry(EAFNOSUPPORT, "Address family not supported (EAFNOSUPPORT)"),
                        Map.entry(EADDRINUSE, "Address already in use (EADDRINUSE)"),
                        Map.entry(EADDRNOTAVAIL, "Cannot assign that address (EADDRNOTAVAIL)"),
                        Map.entry(ENETDOWN, "Network is down (ENETDOWN)"),
                        Map.entry(ENETUNREACH, "Network is unreachable (ENETUNREACH)"),
                        Map.entry(ECONNABORTED, "Connection aborted (ECONNABORTED)"),
                        Map.entry(ECONNRESET, "Connection reset by peer (ECONNRESET)"),
                        Map.entry(ENOBUFS, "No buffer space available (ENOBUFS)"),
                        Map.entry(EISCONN, "Already connected (EISCONN)"),
                        Map.entry(ENOTCONN, "Not connected (ENOTCONN)"),
                        Map.entry(ETIMEDOUT, "Connection timed out (ETIMEDOUT)"),
                        Map.entry(ECONNREFUSED, "Connection refused (ECONNREFUSED)"),
                        Map.entry(EHOSTDOWN, "Host is down (EHOSTDOWN)"),
                        Map.entry(EHOSTUNREACH, "No route to host (EHOSTUNREACH)"),
                        Map.entry(EALREADY, "Already in progress (EALREADY)"),
                        Map.entry(EINPROGRESS, "Now in progress (EINPROGRESS)"));
    }
}
