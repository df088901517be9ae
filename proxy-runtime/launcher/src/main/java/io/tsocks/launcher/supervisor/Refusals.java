package io.tsocks.launcher.supervisor;

import io.tsocks.linux.Abi;
import io.tsocks.linux.Errno;
import io.tsocks.linux.Notification;
import io.tsocks.linux.ProcessState;
import io.tsocks.linux.SeccompListener;
import io.tsocks.linux.Syscall;
import java.util.Locale;

/// Refuses calls that cannot be decided, and reports them.
final class Refusals {

    private final Abi abi = Abi.current();
    private final SeccompListener listener;
    private final Reports reports;

    Refusals(SeccompListener listener, Reports reports) {
        this.listener = listener;
        this.reports = reports;
    }

    /// Refuses a call. It is reported before it is answered, because afterwards the program may be
    /// gone, and its name with it.
    void refuse(Notification call, int errno, String message) {
        String what = call.number() == Syscall.CONNECT.number(abi) ? "a connection" : "a message";
        reports.denied(call, Journal.Protocol.SOCKET, what, "fail closed", errno, message, true);
        listener.fail(call.id(), errno);
    }

    /// Refuses a call of a program for another instruction set.
    void foreign(Notification call) {
        reports.denied(
                call,
                Journal.Protocol.SOCKET,
                "a network call",
                "only programs for " + abi.name().toLowerCase(Locale.ROOT),
                Errno.EPERM,
                "it is a 32-bit program, whose calls cannot be intercepted; use a 64-bit one",
                true);
        listener.fail(call.id(), Errno.EPERM);
    }

    /// Refuses a call that has waited for a descriptor for the longest time allowed.
    void waitedInVain(Notification call) {
        refuse(
                call,
                Errno.ETIMEDOUT,
                "too many connects were under way for the limit of descriptors (ulimit -n "
                        + ProcessState.descriptorLimit(listener.kernel())
                        + ")");
    }
}
