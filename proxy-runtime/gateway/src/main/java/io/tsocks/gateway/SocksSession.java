package io.tsocks.gateway;

import io.tsocks.client.BoundPort;
import io.tsocks.client.Destinations;
import io.tsocks.client.Routed;
import io.tsocks.net.SocksVersion;
import io.tsocks.protocol.Command;
import io.tsocks.protocol.ServerState;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksReply;
import io.tsocks.protocol.SocksServerHandshake;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The SOCKS side of a gateway's session: CONNECT and BIND in all versions, UDP ASSOCIATE in
/// version 5.
final class SocksSession extends SocksServer {

    /// What replies say of the local end of a connection, which tells clients nothing that they
    /// could use.
    private static final SocksAddress UNTOLD = SocksAddress.of("0.0.0.0", 0);

    private final Session session;

    SocksSession(Session session) {
        super(
                session.client().socket(),
                Set.of(SocksVersion.SOCKS4, SocksVersion.SOCKS4A, SocksVersion.SOCKS5));
        this.session = session;
    }

    /// A client that only offers a login may log in as anybody if the listener has no users.
    @Override
    int choose(List<Integer> methods) {
        if (!session.hasUsers() && methods.contains(NO_LOGIN)) {
            return NO_LOGIN;
        }
        if (methods.contains(LOGIN)) {
            return LOGIN;
        }
        session.refused("the client offers no method of authentication that the gateway takes");
        return SocksServerHandshake.NO_METHOD;
    }

    @Override
    boolean admits(String user, String password) {
        boolean isGood = session.logsIn(user, password);
        if (!isGood) {
            session.refused("the user or the password is wrong");
        }
        return isGood;
    }

    @Override
    void serve(ServerState.Requested request) throws IOException {
        boolean isSocks4 = request.version() != SocksVersion.SOCKS5;
        Optional<ClientProtocol> protocol = protocol(isSocks4, request.command());
        protocol.ifPresent(session.client()::speaks);
        if (isSocks4 && session.hasUsers()) {
            refuse(SocksReply.NOT_ALLOWED, "SOCKS 4 has no password; use SOCKS 5 or HTTP");
        } else if (protocol.isEmpty()) {
            refuse(SocksReply.COMMAND_NOT_SUPPORTED, "the command is not known");
        } else {
            session.accepted();
            serve(protocol.get(), request.destination());
        }
    }

    /// The connect for a request that nothing has to be waited for but its destination; empty if
    /// [#run] has to serve it. The client is one that needs no login.
    Optional<Routes.Direct> direct(ServerState.Requested request) throws IOException {
        boolean isSocks4 = request.version() != SocksVersion.SOCKS5;
        SocksAddress destination = request.destination();
        if (request.command() != Command.CONNECT.code()
                || session.hasUsers()
                || destination.port() == 0) {
            return Optional.empty();
        }
        Optional<Routes.Direct> found =
                session.gateway()
                        .routes()
                        .direct(
                                session.client(),
                                Destinations.of(destination.host(), destination.port()));
        if (found.isPresent()) {
            session.client()
                    .speaks(
                            isSocks4
                                    ? ClientProtocol.SOCKS4_CONNECT
                                    : ClientProtocol.SOCKS5_CONNECT);
        }
        return found;
    }

    /// The connection is made, and the client is to be told so.
    void granted() {
        handshake().grant(UNTOLD);
    }

    /// The connection is not made, and the client is to be told why.
    void failed(IOException why) {
        session.failed(why);
        handshake().refuse(code(why));
    }

    private static Optional<ClientProtocol> protocol(boolean isSocks4, int command) {
        if (command == Command.CONNECT.code()) {
            return Optional.of(
                    isSocks4 ? ClientProtocol.SOCKS4_CONNECT : ClientProtocol.SOCKS5_CONNECT);
        }
        if (command == Command.BIND.code()) {
            return Optional.of(isSocks4 ? ClientProtocol.SOCKS4_BIND : ClientProtocol.SOCKS5_BIND);
        }
        return !isSocks4 && command == Command.UDP_ASSOCIATE.code()
                ? Optional.of(ClientProtocol.SOCKS5_UDP)
                : Optional.empty();
    }

    private void refuse(int code, String why) {
        session.refused(why);
        handshake().refuse(code);
    }

    private void serve(ClientProtocol protocol, SocksAddress destination) throws IOException {
        switch (protocol) {
            case SOCKS4_CONNECT, SOCKS5_CONNECT -> connect(destination);
            case SOCKS4_BIND, SOCKS5_BIND -> bind(destination);
            case SOCKS5_UDP -> associate(destination);
            case SOCKS4, SOCKS5, HTTP, HTTP_CONNECT, HTTP_FORWARD ->
                    throw new IllegalStateException("not a request: " + protocol);
        }
    }

    private void connect(SocksAddress destination) throws IOException {
        Optional<SocksAddress> asked = asked(destination);
        if (asked.isEmpty()) {
            return;
        }
        Routed<Socket> routed;
        try {
            routed = session.connect(asked.get());
        } catch (IOException e) {
            handshake().refuse(code(e));
            return;
        }
        carry(routed.connection(), UNTOLD);
    }

    /// The destination that is meant; empty if it is none, and refused.
    private Optional<SocksAddress> asked(SocksAddress destination) {
        if (destination.port() == 0) {
            refuse(SocksReply.GENERAL_FAILURE, "port 0 is not a destination");
            return Optional.empty();
        }
        try {
            return Optional.of(Destinations.of(destination.host(), destination.port()));
        } catch (UnknownHostException e) {
            refuse(SocksReply.HOST_UNREACHABLE, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void carry(Socket target, SocksAddress told) throws IOException {
        try {
            handshake().grant(told);
            write();
        } catch (IOException | RuntimeException e) {
            target.close();
            throw e;
        }
        session.relay(input(), new MeteredDuplex(Duplex.of(target), session.client()));
    }

    private void bind(SocksAddress destination) throws IOException {
        Optional<SocksAddress> peer = asked(destination);
        if (peer.isEmpty()) {
            return;
        }
        try (Routed<BoundPort> routed =
                session.gateway()
                        .routes()
                        .make(
                                session.client(),
                                peer.get(),
                                (by, timeout) -> by.bind(peer.get(), timeout))) {
            handshake().grant(routed.connection().address());
            write();
            accept(routed.connection());
        } catch (IOException e) {
            if (!handshake().state().isOver()) {
                session.failed(e);
                handshake().refuse(code(e));
            }
        }
    }

    private void accept(BoundPort port) throws IOException {
        Socket peer = port.accept(session.limits().bind());
        try {
            session.client().closesToo(peer);
            peer.setTcpNoDelay(true);
        } catch (IOException e) {
            peer.close();
            throw e;
        }
        session.ended(CloseReason.BROKEN);
        carry(peer, SocksAddress.of((InetSocketAddress) peer.getRemoteSocketAddress()));
    }

    private void associate(SocksAddress announced) throws IOException {
        if (!(session.client().socket().getLocalSocketAddress()
                instanceof InetSocketAddress local)) {
            refuse(
                    SocksReply.COMMAND_NOT_SUPPORTED,
                    "datagrams do not travel through an AF_UNIX socket");
            return;
        }
        try (UdpAssociation association =
                UdpAssociation.open(
                        session.gateway(), session.client(), local.getAddress(), announced)) {
            session.client().closesToo(association);
            handshake().grant(association.address());
            write();
            session.ended(CloseReason.BROKEN);
            association.runUntilEnd(input());
            session.ended(CloseReason.ENDED);
        }
    }
}
