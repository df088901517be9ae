package io.tsocks.client;

import io.tsocks.engine.ProxyServer;
import io.tsocks.protocol.Errno;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksFailure;
import io.tsocks.protocol.SocksReply;
import java.net.ConnectException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A SOCKS server did not give a connection. The message names the server, the destination, the
/// phase and the reason, and says what to do about it. It never contains a password.
public final class SocksException extends ConnectException {

    private static final long serialVersionUID = 1;

    private final Phase phase;
    private final transient ProxyServer server;
    private final transient SocksAddress destination;
    private final Errno errno;
    private final transient @Nullable SocksFailure failure;

    private SocksException(
            Phase phase,
            ProxyServer server,
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

    /// The exception for a failed handshake.
    ///
    /// @param cause what happened to the connection or at the login; null if only the server's
    ///     answer tells
    static SocksException of(
            Phase phase,
            ProxyServer server,
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

    /// The exception for a missed deadline.
    static SocksException late(
            Phase phase, ProxyServer server, SocksAddress destination, DeadlineException late) {
        return new SocksException(
                phase,
                server,
                destination,
                Errno.ETIMEDOUT,
                null,
                late,
                String.valueOf(late.getMessage()),
                Advice.onLate(late, server, phase));
    }

    /// The exception for a server that could not be reached.
    static SocksException unreachable(
            ProxyServer server, SocksAddress destination, Exception cause) {
        return new SocksException(
                Phase.CONNECT,
                server,
                destination,
                Errno.ECONNREFUSED,
                null,
                cause,
                "the server itself cannot be reached: " + cause.getMessage(),
                Advice.onUnreachable(server));
    }

    /// The phase in which the connect failed.
    public Phase phase() {
        return phase;
    }

    /// The policy's server.
    public ProxyServer server() {
        return server;
    }

    /// The destination that the server was asked for.
    public SocksAddress destination() {
        return destination;
    }

    /// The error that connect(2) would have reported.
    public Errno errno() {
        return errno;
    }

    /// The server's answer to the request; empty if there was none.
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
            Phase phase, ProxyServer server, SocksAddress destination, String why) {
        return destination + " via " + server.uri() + ": " + why + " (" + phase.doing() + ")";
    }
}
