package io.tsocks.launcher.attempt;

import io.tsocks.client.health.ServerFailure;
import io.tsocks.client.health.Verdict;
import io.tsocks.linux.Errno;
import io.tsocks.protocol.Fault;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksFailure;
import org.jspecify.annotations.Nullable;

/// What a program and its user are told about each kind of failure.
///
/// @param server the URI of the server that is connected to, and behind which others may be; null
///     if the connect goes to its destination
/// @param gated whether the program was told EINPROGRESS, so that it might use the socket too early
record Failures(@Nullable String server, boolean gated) {

    private static final Verdict NOTHING = new Verdict.Nothing();

    private static final String HELD_FROM_NOW_ON =
            ", and the program's next connects wait for the outcome, as with --nonblocking=hold";

    /// The ending for a failed TCP connect. A failure to reach the SOCKS server looks to the
    /// program like a failed connect; only the message for people names the server.
    Ending toConnect(int errno) {
        if (server == null || isAboutTheSocket(errno)) {
            return new Ending.Failed(errno, Errno.describe(errno), false, null, NOTHING);
        }
        if (errno == Errno.EINVAL) {
            String message =
                    "the program has bound its socket to an address that does not reach the server "
                            + server
                            + ": "
                            + Errno.describe(errno);
            return new Ending.Failed(errno, message, true, null, NOTHING);
        }
        int shown = errno == Errno.ETIMEDOUT ? errno : Errno.ECONNREFUSED;
        String message = "cannot reach the server " + server + ": " + Errno.describe(errno);
        return new Ending.Failed(
                shown, message, true, null, new Verdict.Failed(ServerFailure.UNREACHABLE));
    }

    /// The ending for a socket that cannot be watched, which is no server's fault.
    Ending notWatched(int errno) {
        int shown = server == null ? errno : Errno.ECONNREFUSED;
        String message = "the socket cannot be watched: " + Errno.describe(errno);
        return new Ending.Failed(shown, message, true, null, NOTHING);
    }

    /// Whether a socket gives this error for any address.
    private static boolean isAboutTheSocket(int errno) {
        return errno == Errno.EISCONN
                || errno == Errno.EALREADY
                || errno == Errno.EADDRNOTAVAIL
                || errno == Errno.EAFNOSUPPORT;
    }

    /// The ending for a connection that broke in the middle of the handshake.
    Ending broken(int errno, Phase where) {
        String message =
                "the connection to the server broke while "
                        + where.doing()
                        + ": "
                        + Errno.describe(errno);
        return new Ending.Failed(
                Errno.ECONNREFUSED, message, true, where, new Verdict.Failed(ServerFailure.CLOSED));
    }

    /// The ending for a handshake that failed because of the server's answer.
    Ending refused(SocksFailure failure, Phase where) {
        boolean itsAnswer =
                failure.fault() == Fault.DESTINATION
                        || (failure instanceof SocksFailure.Closed && where == Phase.REPLY);
        return new Ending.Failed(
                number(failure.errno()),
                failure.message(),
                !itsAnswer,
                where,
                Verdict.of(failure, where));
    }

    Ending late(Phase where, String advice, ServerFailure silence) {
        String message = "no answer while " + where.doing() + advice;
        return new Ending.Failed(Errno.ETIMEDOUT, message, true, null, ofSilence(where, silence));
    }

    /// The ending for a login that waits for another machine, which is not the server's fault.
    Ending lateLogin() {
        String message =
                "no ticket for the server in time: the Kerberos server (KDC) does not answer;"
                        + " krb5.conf says where it is";
        return new Ending.Failed(Errno.ETIMEDOUT, message, true, null, NOTHING);
    }

    /// From the request on, the server may be waiting for the destination.
    private Verdict ofSilence(Phase where, ServerFailure silence) {
        return switch (where) {
            case CONNECT, TLS, METHOD, AUTHENTICATION, REQUEST ->
                    server == null ? NOTHING : new Verdict.Failed(silence);
            case REPLY, PEER -> NOTHING;
        };
    }

    /// The ending for a fault of tsocks itself, which ends only this connection.
    Ending fault(String bug) {
        String message = "this is a bug, please report it: " + bug;
        return new Ending.Failed(Errno.ECONNREFUSED, message, true, null, NOTHING);
    }

    /// The ending for a program that used its socket too early. Bytes that it writes before it
    /// knows the outcome get into the middle of the handshake, and bytes that it reads are missing
    /// there, so the connection is useless. Even a program that was not told EINPROGRESS can do
    /// that: from another thread, or after a signal.
    ///
    /// @param what what it did: `wrote` or `read`
    Ending usedEarly(String what) {
        return new Ending.UsedEarly(
                "the program "
                        + what
                        + " before it asked whether the connection was made; the connection is reset"
                        + (gated ? HELD_FROM_NOW_ON : ""));
    }

    private static int number(io.tsocks.protocol.Errno errno) {
        return switch (errno) {
            case ECONNREFUSED -> Errno.ECONNREFUSED;
            case ENETUNREACH -> Errno.ENETUNREACH;
            case EHOSTUNREACH -> Errno.EHOSTUNREACH;
            case ETIMEDOUT -> Errno.ETIMEDOUT;
            case EADDRNOTAVAIL -> Errno.EADDRNOTAVAIL;
        };
    }
}
