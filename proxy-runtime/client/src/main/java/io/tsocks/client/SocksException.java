package io.tsocks.client;

import io.tsocks.engine.SocksServer;
import io.tsocks.protocol.Errno;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksFailure;
import io.tsocks.protocol.SocksReply;
import java.net.ConnectException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A SOCKS server did not give a connection. The message says which server, for which destination,
/// in which phase and why, and what to do about it, and never a password.
public final class SocksException extends ConnectException {

    private static final long serialVersionUID = 1;

    private final Phase phase;
    private final transient SocksServer server;
    private final transient SocksAddress destination;
    private final Errno errno;
    private final transient @Nullable SocksFailure failure;

    private SocksException(
            Phase phase,
            SocksServer server,
            SocksAddress destination,
            Errno errno,
            @Nullable SocksFailure failure,
            @Nullable Exception cause,
            String why,
            String advice) {
        super(message(phase, server, destination, why) + "; " + advice);
        initCause(cause);
        this.phase = phase;
        this.server = server;
        this.destination = destination;
        this.errno = errno;
        this.failure = failure;
    }

    /// A handshake failed.
    ///
    /// @param cause what happened to the connection, or at the login; null if the server's words
    ///     are all there is
    static SocksException of(
            Phase phase,
            SocksServer server,
            SocksAddress destination,
            SocksFailure failure,
            @Nullable Exception cause) {
        return new SocksException(
                phase,
                server,
                destination,
                failure.errno(),
                failure,
                cause,
                failure.message(),
                Advice.on(failure, server));
    }

    /// A deadline passed.
    static SocksException late(
            Phase phase, SocksServer server, SocksAddress destination, DeadlineException late) {
        return new SocksException(
                phase,
                server,
                destination,
                Errno.ETIMEDOUT,
                null,
                late,
                String.valueOf(late.getMessage()),
                Advice.onLate(server));
    }

    /// The server could not be reached.
    static SocksException unreachable(
            SocksServer server, SocksAddress destination, Exception cause) {
        return new SocksException(
                Phase.CONNECT,
                server,
                destination,
                Errno.ECONNREFUSED,
                null,
                cause,
                "the SOCKS server itself cannot be reached: " + cause.getMessage(),
                Advice.onUnreachable(server));
    }

    /// What it was doing.
    public Phase phase() {
        return phase;
    }

    /// The server, as the policy has it.
    public SocksServer server() {
        return server;
    }

    /// What the server was asked for.
    public SocksAddress destination() {
        return destination;
    }

    /// What connect(2) would have said.
    public Errno errno() {
        return errno;
    }

    /// What the server answered; empty if it did not come to an answer.
    public Optional<SocksReply> reply() {
        return failure instanceof SocksFailure.Refused(SocksReply reply, var ignored)
                ? Optional.of(reply)
                : Optional.empty();
    }

    /// Why the handshake failed; empty if a deadline passed or the server was not reached.
    public Optional<SocksFailure> failure() {
        return Optional.ofNullable(failure);
    }

    private static String message(
            Phase phase, SocksServer server, SocksAddress destination, String why) {
        return destination + " via " + server.uri() + ": " + why + " (" + phase.doing() + ")";
    }
}
