package io.tsocks.client;

import static io.tsocks.client.testing.Clients.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tsocks.client.testing.Clients;
import io.tsocks.client.time.Deadline;
import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.PasswordSource;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Rule;
import io.tsocks.engine.TlsSettings;
import io.tsocks.engine.Upstream;
import io.tsocks.net.Secret;
import io.tsocks.net.ServerAddress;
import io.tsocks.net.ServerKind;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksRequest;
import io.tsocks.protocol.TlsFailure;
import io.tsocks.testing.Authority;
import io.tsocks.testing.Danted;
import io.tsocks.testing.Haproxy;
import io.tsocks.testing.Identity;
import io.tsocks.testing.Microsocks;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.Squid;
import io.tsocks.testing.Stunnel;
import io.tsocks.testing.TargetServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Servers that others wrote, inside the TLS of programs that others wrote. Their targets are on
/// loopback, where a policy would go without them, so the route is given here.
class TlsInteropIT {

    private static final InetAddress IP4 = InetAddress.ofLiteral("127.0.0.1");
    private static final Authority AUTHORITY = Authority.create("Test");
    private static final Identity IDENTITY = AUTHORITY.issue("127.0.0.1");

    @TempDir private Path folder;
    private TlsSettings trust = TlsSettings.STANDARD;

    @BeforeEach
    void writeAuthority() throws IOException {
        Path ca = folder.resolve("ca.pem");
        Files.writeString(ca, Identity.pem(List.of(AUTHORITY.certificate())));
        trust = new TlsSettings(Optional.of(ca.toString()), List.of(), Optional.empty());
    }

    private static ProxyServer server(
            ServerAddress address, ServerKind kind, @Nullable String password, TlsSettings tls) {
        PasswordSource source =
                password == null ? null : new PasswordSource.Given(Secret.of(password));
        return new ProxyServer(address, kind, password == null ? null : "joe", source, tls);
    }

    private static ServerAddress at(RealServer server) {
        return new ServerAddress.Inet("127.0.0.1", server.port());
    }

    private static Socket connect(ProxyServer server, HandshakeMode mode, TargetServer target)
            throws IOException {
        Tsocks tsocks =
                Clients.clientFor(Clients.policy("local = 10.0.0.0/255.0.0.0"))
                        .handshake(mode)
                        .build();
        SocksAddress to = new SocksAddress.Ip(IP4, target.port());
        Action action = new Action.Via(Upstream.of(server));
        Router.Via hop = new Router.Via(to, server, new Decision(action, new Rule.Nothing()));
        Progress progress =
                new Progress(
                        new Call(to, System.nanoTime(), Duration.ZERO),
                        to,
                        hop.decision(),
                        Deadlines.DEFAULT,
                        Deadline.in(SOON),
                        new ConnectListener() {},
                        new Cancellation());
        return tsocks.inForce()
                .dialer()
                .request(hop, Order.of(SocksRequest.connect(to), true), progress)
                .socket()
                .release();
    }

    private static void assertCarries(ProxyServer server) throws IOException {
        for (HandshakeMode mode : HandshakeMode.values()) {
            try (TargetServer target = TargetServer.echo();
                    Socket socket = connect(server, mode, target)) {
                TsocksTest.assertEchoes(socket);
                socket.getOutputStream().write("last".getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                assertThat(socket.getInputStream().readNBytes(4)).asString().isEqualTo("last");
            }
            try (TargetServer target = TargetServer.banner("220 hello");
                    Socket socket = connect(server, mode, target)) {
                assertThat(socket.getInputStream().readNBytes(9)).asString().isEqualTo("220 hello");
            }
        }
    }

    @Test
    @RequiresProgram({"haproxy", "danted"})
    void dantedBehindHaproxy() throws Exception {
        try (RealServer danted = Danted.start();
                RealServer front = Haproxy.tls(IDENTITY, danted)) {
            assertCarries(server(at(front), ServerKind.SOCKS5_TLS, null, trust));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    @RequiresProgram({"stunnel", "microsocks"})
    void microsocksBehindStunnel(String version) throws Exception {
        try (RealServer microsocks = Microsocks.startWithLogin("joe", "s3cret");
                RealServer front = Stunnel.start(version, IDENTITY, microsocks)) {
            ProxyServer server = server(at(front), ServerKind.SOCKS5_TLS, "s3cret", trust);
            try (TargetServer target = TargetServer.echo();
                    Socket socket = connect(server, HandshakeMode.SEQUENTIAL, target)) {
                TsocksTest.assertEchoes(socket);
            }
        }
    }

    @Test
    @RequiresProgram({"haproxy", "squid"})
    void squidBehindHaproxy() throws Exception {
        try (RealServer squid = Squid.startWithLogin("joe", "s3cret");
                RealServer front = Haproxy.tls(IDENTITY, squid)) {
            assertCarries(server(at(front), ServerKind.HTTPS, "s3cret", trust));
        }
    }

    @Test
    @RequiresProgram({"haproxy", "microsocks"})
    void haproxyWantsACertificate() throws Exception {
        Path own = Files.writeString(folder.resolve("own.pem"), AUTHORITY.issue().pem());
        TlsSettings showing = new TlsSettings(trust.ca(), List.of(), Optional.of(own.toString()));
        try (RealServer microsocks = Microsocks.start();
                RealServer front = Haproxy.tlsForClientsOf(AUTHORITY, IDENTITY, microsocks);
                TargetServer target = TargetServer.echo()) {
            ProxyServer server = server(at(front), ServerKind.SOCKS5_TLS, null, showing);
            try (Socket socket = connect(server, HandshakeMode.SEQUENTIAL, target)) {
                TsocksTest.assertEchoes(socket);
            }
            ProxyServer anonymous = server(at(front), ServerKind.SOCKS5_TLS, null, trust);
            assertThatExceptionOfType(SocksException.class)
                    .isThrownBy(() -> connect(anonymous, HandshakeMode.SEQUENTIAL, target))
                    .satisfies(
                            e ->
                                    assertThat(e.failure().orElseThrow())
                                            .isInstanceOfSatisfying(
                                                    TlsFailure.Alert.class,
                                                    alert ->
                                                            assertThat(
                                                                            alert
                                                                                    .isAboutOurCertificate())
                                                                    .as(alert.alert())
                                                                    .isTrue()));
        }
    }

    @Test
    @RequiresProgram({"haproxy", "microsocks"})
    void theServerOfAStrangerGetsNoLogin() throws Exception {
        Identity stranger = Authority.create("Stranger").issue("127.0.0.1");
        try (RealServer microsocks = Microsocks.startWithLogin("joe", "s3cret");
                RealServer front = Haproxy.tls(stranger, microsocks);
                TargetServer target = TargetServer.echo()) {
            ProxyServer server = server(at(front), ServerKind.SOCKS5_TLS, "s3cret", trust);
            assertThatExceptionOfType(SocksException.class)
                    .isThrownBy(() -> connect(server, HandshakeMode.PIPELINED, target))
                    .satisfies(e -> assertThat(e.phase()).isEqualTo(Phase.TLS));
            assertThat(target.accepted()).isZero();
        }
    }

    /// microsocks hangs up on a message that is none of SOCKS.
    @Test
    @RequiresProgram("microsocks")
    void aServerWithoutTlsIsRecognised() throws Exception {
        try (RealServer microsocks = Microsocks.start();
                TargetServer target = TargetServer.echo()) {
            ProxyServer server = server(at(microsocks), ServerKind.SOCKS5_TLS, null, trust);
            assertThatExceptionOfType(SocksException.class)
                    .isThrownBy(() -> connect(server, HandshakeMode.SEQUENTIAL, target))
                    .satisfies(e -> assertThat(e.phase()).isEqualTo(Phase.TLS))
                    .withMessageContaining("TLS");
        }
    }

    @Test
    @RequiresProgram({"haproxy", "microsocks"})
    void microsocksAtAnAfUnixSocket() throws Exception {
        Path socket = folder.resolve("socks");
        try (RealServer microsocks = Microsocks.start();
                RealServer front = Haproxy.unix(socket, microsocks)) {
            ProxyServer server =
                    server(
                            new ServerAddress.Unix(socket.toString()),
                            ServerKind.SOCKS5,
                            null,
                            TlsSettings.STANDARD);
            try (TargetServer target = TargetServer.echo();
                    Socket connected = connect(server, HandshakeMode.AUTO, target)) {
                TsocksTest.assertEchoes(connected);
            }
            assertThat(front.log()).doesNotContain("ALERT");
        }
    }
}
