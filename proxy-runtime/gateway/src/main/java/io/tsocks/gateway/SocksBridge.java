package io.tsocks.gateway;

import io.tsocks.client.RouteRefusedException;
import io.tsocks.client.SocksException;
import io.tsocks.net.Secret;
import io.tsocks.net.SocksVersion;
import io.tsocks.protocol.Command;
import io.tsocks.protocol.Errno;
import io.tsocks.protocol.ServerState;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksReply;
import io.tsocks.protocol.SocksServerHandshake;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/// The SOCKS 5 side of a bridge: CONNECT, without a login or with the passkey. Java's own client
/// needs no more.
final class SocksBridge {

    private static final int NO_LOGIN = 0;
    private static final int LOGIN = 2;
    private static final SocksAddress UNTOLD = SocksAddress.of("0.0.0.0", 0);

    private final Bridge bridge;
    private final Stranger stranger;
    private final Socket client;
    private final InputStream in;
    private final SocksServerHandshake handshake =
            new SocksServerHandshake(Set.of(SocksVersion.SOCKS5));

    SocksBridge(Bridge bridge, Stranger stranger, InputStream in) {
        this.bridge = bridge;
        this.stranger = stranger;
        this.client = stranger.socket();
        this.in = in;
    }

    void run() throws IOException {
        while (!handshake.state().isOver()) {
            step(handshake.state());
            write();
        }
    }

    private void step(ServerState state) throws IOException {
        switch (state) {
            case ServerState.Reading(int needed) -> read(needed);
            case ServerState.Offered(List<Integer> methods) -> handshake.select(choose(methods));
            case ServerState.LogIn(String user, Secret password) -> logIn(user, password.reveal());
            case ServerState.Requested request -> serve(request);
            // BIND is never granted, so this state does not occur.
            case ServerState.Listening _ -> handshake.refuse(SocksReply.COMMAND_NOT_SUPPORTED);
            case ServerState.Granted _, ServerState.Refused _, ServerState.Failed _ -> {}
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

    private void write() throws IOException {
        byte[] output = handshake.takeOutput();
        if (output.length > 0) {
            client.getOutputStream().write(output);
        }
    }

    private int choose(List<Integer> methods) throws IOException {
        boolean canLogIn = methods.contains(LOGIN);
        if (canLogIn && bridge.prefersLogin()) {
            return LOGIN;
        }
        if (methods.contains(NO_LOGIN) && bridge.admits(stranger, "")) {
            return NO_LOGIN;
        }
        return canLogIn ? LOGIN : SocksServerHandshake.NO_METHOD;
    }

    private void logIn(String user, String password) throws IOException {
        if (bridge.admits(stranger, user, password)) {
            handshake.admit();
        } else {
            handshake.deny();
        }
    }

    private void serve(ServerState.Requested request) throws IOException {
        SocksAddress destination = request.destination();
        if (request.command() != Command.CONNECT.code() || destination.port() == 0) {
            handshake.refuse(SocksReply.COMMAND_NOT_SUPPORTED);
            return;
        }
        Socket target;
        try {
            target = bridge.connect(client, destination.host(), destination.port());
        } catch (IOException e) {
            handshake.refuse(code(e));
            return;
        }
        try (target) {
            handshake.grant(UNTOLD);
            write();
            client.setSoTimeout(0);
            Relay.run(client, in, target, target.getInputStream());
        }
    }

    private static int code(IOException failure) {
        return switch (failure) {
            case SocksException e -> codeOfServer(e);
            case RouteRefusedException _ -> SocksReply.NOT_ALLOWED;
            case SocketTimeoutException _ -> SocksReply.TIMED_OUT;
            case UnknownHostException _ -> SocksReply.HOST_UNREACHABLE;
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
