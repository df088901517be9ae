package io.tsocks.linux;

/// A system call that waits for the supervisor's answer (seccomp_unotify(2)).
///
/// @param id names the wait; it ends with the answer or with the caller
/// @param tid the calling thread, as the supervisor's process namespace numbers it
/// @param arch `AUDIT_ARCH_…` of the caller
/// @param number of the call, in the caller's numbering
public record Notification(
        long id, int tid, int arch, int number, long a, long b, long c, long d, long e, long f) {}
