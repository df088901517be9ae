package io.tsocks.gateway;

import io.tsocks.net.SocksVersion;
import io.tsocks.protocol.Command;
import io.tsocks.protocol.ServerState;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksReply;
import io.tsocks.protocol.SocksServerHandshake;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Set;

/// The SOCKS 5 side of a bridge: CONNECT, without a login or with the passkey. Java's own client
/// needs no more.
final class SocksBridge extends SocksServer {

    private static final SocksAddress UNTOLD = SocksAddress.of("0.0.0.0", 0);

    private final Bridge bridge;
    private final Stranger stranger;

    SocksBridge(Bridge bridge, Stranger stranger) {
        super(stranger.socket(), Set.of(SocksVersion.SOCKS5));
        this.bridge = bridge;
        this.stranger = stranger;
    }

    @Override
    int choose(List<Integer> methods) throws IOException {
        boolean canLogIn = methods.contains(LOGIN);
        if (canLogIn && bridge.prefersLogin()) {
            return LOGIN;
        }
        if (methods.contains(NO_LOGIN) && bridge.admits(stranger, "")) {
            return NO_LOGIN;
        }
        return canLogIn ? LOGIN : SocksServerHandshake.NO_METHOD;
    }

    @Override
    boolean admits(String user, String password) throws IOException {
        return bridge.admits(stranger, user, password);
    }

    @Override
    void serve(ServerState.Requested request) throws IOException {
        SocksAddress destination = request.destination();
        if (request.command() != Command.CONNECT.code() || destination.port() == 0) {
            handshake().refuse(SocksReply.COMMAND_NOT_SUPPORTED);
            return;
        }
        Socket target;
        try {
            target = bridge.connect(client(), destination.host(), destination.port());
        } catch (IOException e) {
            handshake().refuse(code(e));
            return;
        }
        try (target) {
            handshake().grant(UNTOLD);
            write();
            client().setSoTimeout(0);
            boolean ignored =
                    Relay.run(
                            Duplex.of(client()),
                            input(),
                            Duplex.of(target),
                            target.getInputStream());
        }
    }
}
