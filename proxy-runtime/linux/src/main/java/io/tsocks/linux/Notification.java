package io.tsocks.linux;

/// A system call that waits for the supervisor's answer (seccomp_unotify(2)).
///
/// @param id identifies the waiting call; invalid once it is answered or the caller has gone
/// @param tid the calling thread's number in the supervisor's process namespace
/// @param arch `AUDIT_ARCH_…` of the caller
/// @param number the number of the call, in the caller's numbering
public record Notification(
        long id, int tid, int arch, int number, long a, long b, long c, long d, long e, long f) {}
