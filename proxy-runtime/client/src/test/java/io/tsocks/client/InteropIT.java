package io.tsocks.client;

import static io.tsocks.client.testing.Clients.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tsocks.client.testing.Clients;
import io.tsocks.client.time.Deadline;
import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Rule;
import io.tsocks.engine.Upstream;
import io.tsocks.net.Secret;
import io.tsocks.net.ServerKind;
import io.tsocks.net.SocksVersion;
import io.tsocks.protocol.Errno;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksDatagram;
import io.tsocks.protocol.SocksReply;
import io.tsocks.protocol.SocksRequest;
import io.tsocks.testing.Danted;
import io.tsocks.testing.Microsocks;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.ShadowsocksLocal;
import io.tsocks.testing.SshDynamic;
import io.tsocks.testing.SystemUser;
import io.tsocks.testing.TargetServer;
import io.tsocks.testing.Tor;
import io.tsocks.testing.UdpEcho;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Servers that others wrote, each for what it can do. Their targets are on loopback, where a
/// policy would go without them, so the route is given here.
class InteropIT {

    private static final InetAddress IP4 = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress IP6 = InetAddress.ofLiteral("::1");

    @Test
    @RequiresProgram("danted")
    void dantedDoesEverything() throws Exception {
        try (RealServer server = Danted.start()) {
            for (HandshakeMode mode : HandshakeMode.values()) {
                assertConnects(through(server, ServerKind.SOCKS5, mode), IP4, IP6);
                assertConnectsByName(through(server, ServerKind.SOCKS5, mode));
            }
            assertConnects(through(server, ServerKind.SOCKS4, HandshakeMode.AUTO), IP4);
            Peer peer = through(server, ServerKind.SOCKS5, HandshakeMode.AUTO);
            assertBinds(peer);
            assertRelaysDatagrams(peer);
            assertRefusal(peer, Errno.ECONNREFUSED, 5);
        }
    }

    @Test
    @RequiresRoot
    @RequiresProgram("danted")
    void dantedTakesAPassword() throws Exception {
        try (SystemUser user = SystemUser.create("secret");
                RealServer server = Danted.startWithLogin()) {
            for (HandshakeMode mode : HandshakeMode.values()) {
                assertConnects(through(server, mode, user.name(), "secret"), IP4);
            }
            assertLoginRefused(through(server, HandshakeMode.AUTO, user.name(), "wrong"));
        }
    }

    @Test
    @RequiresProgram("microsocks")
    void microsocksConnects() throws Exception {
        try (RealServer server = Microsocks.start()) {
            Peer peer = through(server, ServerKind.SOCKS5, HandshakeMode.AUTO);
            assertConnects(peer, IP4, IP6);
            assertConnectsByName(peer);
            assertRefusal(peer, Errno.ECONNREFUSED, 5);
        }
    }

    @Test
    @RequiresProgram("microsocks")
    void microsocksTakesAPassword() throws Exception {
        try (RealServer server = Microsocks.startWithLogin("joe", "secret")) {
            assertConnects(through(server, HandshakeMode.SEQUENTIAL, "joe", "secret"), IP4, IP6);
            assertLoginRefused(through(server, HandshakeMode.SEQUENTIAL, "joe", "wrong"));
        }
    }

    @Test
    @RequiresProgram({"ssh", "sshd"})
    void sshConnects() throws Exception {
        try (RealServer server = SshDynamic.start()) {
            for (SocksVersion version : SocksVersion.values()) {
                Peer peer = through(server, ServerKind.of(version), HandshakeMode.PIPELINED);
                assertConnects(peer, IP4, IP6);
                assertConnectsByName(peer);
            }
            Peer peer = through(server, ServerKind.SOCKS5, HandshakeMode.SEQUENTIAL);
            assertThatExceptionOfType(SocksException.class)
                    .isThrownBy(() -> peer.connect(closed()))
                    .withMessageContaining("the server closed the connection");
        }
    }

    @Test
    @RequiresProgram({"ss-local", "ss-server"})
    void shadowsocksConnectsAndRelays() throws Exception {
        try (RealServer server = ShadowsocksLocal.start()) {
            for (HandshakeMode mode : HandshakeMode.values()) {
                assertConnects(through(server, ServerKind.SOCKS5, mode), IP4, IP6);
            }
            Peer peer = through(server, ServerKind.SOCKS5, HandshakeMode.AUTO);
            assertConnectsByName(peer);
            assertRelaysDatagrams(peer);
        }
    }

    @Test
    @RequiresProgram("tor")
    void torResolvesAndExplains() throws Exception {
        try (Tor tor = Tor.start()) {
            Peer plain = peer(tor.port(), ServerKind.SOCKS5, HandshakeMode.SEQUENTIAL, null, null);
            assertThat(plain.ask(SocksRequest.resolve("10.1.2.3"))).hasToString("10.1.2.3:0");
            assertRefused(() -> plain.ask(SocksRequest.udpAssociate()), Errno.ECONNREFUSED, 7);
            Peer telling =
                    peer(
                            tor.extendedErrorsPort(),
                            ServerKind.SOCKS5,
                            HandshakeMode.PIPELINED,
                            null,
                            null);
            assertRefused(
                    () -> telling.connect(SocksAddress.of("nonsense.onion", 80)),
                    Errno.EADDRNOTAVAIL,
                    0xf6);
        }
    }

    /// A server and a client for it.
    private record Peer(Dialer dialer, Router router, ProxyServer server) {

        Socket connect(SocksAddress to) throws IOException {
            Granted granted = request(SocksRequest.connect(to));
            return granted.socket().release();
        }

        /// What the reply names.
        SocksAddress ask(SocksRequest request) throws IOException {
            Granted granted = request(request);
            granted.socket().close();
            return granted.bound();
        }

        Granted request(SocksRequest request) throws IOException {
            Router.Via hop = hop(request.destination());
            return dialer.request(hop, Order.of(request, true), progress(hop));
        }

        Router.Via hop(SocksAddress destination) {
            Action action = new Action.Via(Upstream.of(server));
            return new Router.Via(destination, server, new Decision(action, new Rule.Nothing()));
        }

        Progress progress(Router.Hop hop) {
            return new Progress(
                    new Call(hop.destination(), System.nanoTime(), Duration.ZERO),
                    hop.destination(),
                    hop.decision(),
                    Deadlines.DEFAULT,
                    Deadline.in(SOON),
                    new ConnectListener() {},
                    new Cancellation());
        }
    }

    private static Peer through(RealServer server, ServerKind kind, HandshakeMode mode) {
        return peer(server.port(), kind, mode, null, null);
    }

    private static Peer through(
            RealServer server, HandshakeMode mode, String user, String password) {
        return peer(server.port(), ServerKind.SOCKS5, mode, user, Secret.of(password));
    }

    private static Peer peer(
            int port,
            ServerKind kind,
            HandshakeMode mode,
            @Nullable String user,
            @Nullable Secret password) {
        ProxyServer server = new ProxyServer("127.0.0.1", port, kind, user, password);
        Tsocks tsocks =
                Clients.clientFor(Clients.policy("local = 10.0.0.0/255.0.0.0"))
                        .handshake(mode)
                        .build();
        Tsocks.InForce inForce = tsocks.inForce();
        return new Peer(inForce.dialer(), inForce.router(), server);
    }

    private static void assertConnects(Peer peer, InetAddress... loopbacks) throws Exception {
        for (InetAddress loopback : loopbacks) {
            try (TargetServer target = TargetServer.echo(loopback);
                    Socket socket = peer.connect(new SocksAddress.Ip(loopback, target.port()))) {
                TsocksTest.assertEchoes(socket);
            }
        }
        try (TargetServer target = TargetServer.banner("220 hello");
                Socket socket = peer.connect(new SocksAddress.Ip(IP4, target.port()))) {
            assertThat(socket.getInputStream().readNBytes(9)).asString().isEqualTo("220 hello");
        }
    }

    private static void assertConnectsByName(Peer peer) throws Exception {
        try (TargetServer target = TargetServer.echo();
                Socket socket = peer.connect(SocksAddress.of("localhost", target.port()))) {
            TsocksTest.assertEchoes(socket);
        }
    }

    private static void assertBinds(Peer peer) throws Exception {
        Router.Via hop = peer.hop(new SocksAddress.Ip(IP4, 80));
        Tsocks client = Clients.clientFor(Clients.policy("local = 10.0.0.0/255.0.0.0")).build();
        try (BoundPort port =
                        BoundPort.open(
                                client,
                                peer.dialer(),
                                hop,
                                Dialer.Sockets.PLAIN,
                                peer.progress(hop));
                Socket visitor = new Socket(Proxy.NO_PROXY)) {
            visitor.connect(new InetSocketAddress(port.address().host(), port.address().port()));
            try (Socket accepted = port.accept(SOON)) {
                visitor.getOutputStream().write(7);
                assertThat(accepted.getInputStream().read()).isEqualTo(7);
            }
        }
    }

    private static void assertRelaysDatagrams(Peer peer) throws Exception {
        try (UdpEcho echo = UdpEcho.start()) {
            Router.Via hop = peer.hop(new SocksAddress.Ip(IP4, echo.port()));
            try (Datagrams datagrams =
                    Datagrams.open(
                            peer.router(),
                            peer.dialer(),
                            hop,
                            Dialer.Sockets.OF_CHANNELS,
                            peer.progress(hop))) {
                datagrams.send(ByteBuffer.wrap(new byte[] {1, 2, 3}));
                SocksDatagram back = datagrams.receive(SOON);
                assertThat(back.data()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            }
        }
    }

    private static void assertRefusal(Peer peer, Errno errno, int code) {
        assertRefused(() -> peer.connect(closed()), errno, code);
    }

    private static void assertRefused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable request, Errno errno, int code) {
        assertThatExceptionOfType(SocksException.class)
                .isThrownBy(request)
                .satisfies(
                        e -> {
                            assertThat(e.errno()).isEqualTo(errno);
                            assertThat(e.reply())
                                    .isEqualTo(
                                            Optional.of(new SocksReply(SocksVersion.SOCKS5, code)));
                        });
    }

    private static void assertLoginRefused(Peer peer) {
        assertThatExceptionOfType(SocksException.class)
                .isThrownBy(() -> peer.connect(closed()))
                .withMessageContaining("refused the user name or password");
    }

    private static SocksAddress closed() {
        return new SocksAddress.Ip(IP4, TargetServer.closedPort());
    }
}
