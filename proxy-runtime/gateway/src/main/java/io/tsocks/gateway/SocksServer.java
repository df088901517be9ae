package io.tsocks.gateway;

import io.tsocks.client.RouteRefusedException;
import io.tsocks.client.SocksException;
import io.tsocks.net.Secret;
import io.tsocks.net.SocksVersion;
import io.tsocks.protocol.Errno;
import io.tsocks.protocol.ServerState;
import io.tsocks.protocol.SocksReply;
import io.tsocks.protocol.SocksServerHandshake;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/// Drives the server's side of a SOCKS handshake over a socket. What is served, and to whom, is a
/// subclass's part.
abstract class SocksServer {

    /// The method without a login.
    static final int NO_LOGIN = 0;

    /// The method with a user name and a password (RFC 1929).
    static final int LOGIN = 2;

    private final Socket client;
    private final SocksServerHandshake handshake;
    private InputStream in = InputStream.nullInputStream();

    SocksServer(Socket client, Set<SocksVersion> spoken) {
        this.client = client;
        this.handshake = new SocksServerHandshake(spoken);
    }

    /// Chooses one of the methods that the client offers, or [SocksServerHandshake#NO_METHOD].
    abstract int choose(List<Integer> methods) throws IOException;

    /// Whether a login is good.
    abstract boolean admits(String user, String password) throws IOException;

    /// Carries out a request, or refuses it.
    abstract void serve(ServerState.Requested request) throws IOException;

    /// Takes what has come, up to a login or a request. This waits for nothing, and what it has to
    /// say is left to the caller.
    final void take(ByteBuffer bytes) throws IOException {
        while (true) {
            switch (handshake.state()) {
                case ServerState.Reading _ when !bytes.hasRemaining() -> {
                    return;
                }
                case ServerState.Reading _ -> handshake.receive(bytes);
                case ServerState.Offered(List<Integer> methods) ->
                        handshake.select(choose(methods));
                case ServerState.LogIn _,
                        ServerState.Requested _,
                        ServerState.Listening _,
                        ServerState.Granted _,
                        ServerState.Refused _,
                        ServerState.Failed _ -> {
                    return;
                }
            }
        }
    }

    /// Finishes the handshake, and then serves the client's request.
    ///
    /// @param from the rest of the client's input
    final void run(InputStream from) throws IOException {
        in = from;
        while (!handshake.state().isOver()) {
            step(handshake.state());
            write();
        }
    }

    /// The handshake, to grant or refuse requests.
    final SocksServerHandshake handshake() {
        return handshake;
    }

    final Socket client() {
        return client;
    }

    /// The client's input, of which some may have been read already.
    final InputStream input() {
        return in;
    }

    private void step(ServerState state) throws IOException {
        switch (state) {
            case ServerState.Reading(int needed) -> read(needed);
            case ServerState.Offered(List<Integer> methods) -> handshake.select(choose(methods));
            case ServerState.LogIn(String user, Secret password) -> logIn(user, password.reveal());
            case ServerState.Requested request -> serve(request);
            // What grants BIND also awaits its peer.
            case ServerState.Listening _ -> handshake.refuse(SocksReply.COMMAND_NOT_SUPPORTED);
            case ServerState.Granted _, ServerState.Refused _, ServerState.Failed _ -> {}
        }
    }

    private void logIn(String user, String password) throws IOException {
        if (admits(user, password)) {
            handshake.admit();
        } else {
            handshake.deny();
        }
    }

    private void read(int most) throws IOException {
        byte[] bytes = new byte[most];
        int count = in.read(bytes);
        if (count < 0) {
            handshake.endOfInput();
        } else {
            handshake.receive(ByteBuffer.wrap(bytes, 0, count));
        }
    }

    /// Sends what the handshake has to say.
    final void write() throws IOException {
        byte[] output = handshake.takeOutput();
        if (output.length > 0) {
            client.getOutputStream().write(output);
        }
    }

    /// The code of SOCKS 5 for a failure.
    static int code(IOException failure) {
        return switch (failure) {
            case SocksException e -> codeOfServer(e);
            case RouteRefusedException _, Guard.ForbiddenException _ -> SocksReply.NOT_ALLOWED;
            case SocketTimeoutException _ -> SocksReply.TIMED_OUT;
            case UnknownHostException _ -> SocksReply.HOST_UNREACHABLE;
            case NoRouteToHostException _ -> SocksReply.HOST_UNREACHABLE;
            case ConnectException _ -> SocksReply.CONNECTION_REFUSED;
            default -> SocksReply.GENERAL_FAILURE;
        };
    }

    private static int codeOfServer(SocksException failure) {
        int own =
                failure.errno() == Errno.ETIMEDOUT
                        ? SocksReply.TIMED_OUT
                        : SocksReply.GENERAL_FAILURE;
        return failure.reply()
                .filter(reply -> reply.version() == SocksVersion.SOCKS5)
                .map(SocksReply::code)
                .orElse(own);
    }
}
