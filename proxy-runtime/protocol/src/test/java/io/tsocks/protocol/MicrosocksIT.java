package io.tsocks.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Microsocks;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.TargetServer;
import java.net.InetAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The handshake against microsocks, which loses what it did not ask for yet.
@RequiresProgram("microsocks")
class MicrosocksIT {

    private static RealServer server;

    private final TargetServer echo = TargetServer.echo();

    @BeforeAll
    static void startServer() {
        server = Microsocks.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void stopTarget() {
        echo.close();
    }

    private SocksRequest toEcho(String host) {
        return SocksRequest.connect(SocksAddress.of(host, echo.port()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void itConnects(String host) throws Exception {
        try (Talk talk =
                Talk.with(
                        server.port(),
                        SocksHandshake.socks5(toEcho(host), Talk.NO_LOGIN, Strategy.SEQUENTIAL))) {
            talk.echoes();
        }
    }

    @Test
    void itReachesIp6() throws Exception {
        try (TargetServer six = TargetServer.echo(InetAddress.ofLiteral("::1"));
                Talk talk =
                        Talk.with(
                                server.port(),
                                SocksHandshake.socks5(
                                        SocksRequest.connect(SocksAddress.of("::1", six.port())),
                                        Talk.NO_LOGIN,
                                        Strategy.SEQUENTIAL))) {
            talk.echoes();
        }
    }

    @Test
    void itLosesARequestThatCameWithTheGreeting() throws Exception {
        try (Talk talk =
                Talk.onceWith(
                        server.port(),
                        SocksHandshake.socks5(
                                toEcho("127.0.0.1"), Talk.NO_LOGIN, Strategy.PIPELINED))) {
            assertThat(talk.state())
                    .isEqualTo(new HandshakeState.Failed(Phase.REPLY, new SocksFailure.Closed()));
            assertThat(echo.accepted()).isZero();
        }
    }

    @Test
    void itTellsAClosedPort() throws Exception {
        SocksAddress closed = SocksAddress.of("127.0.0.1", TargetServer.closedPort());
        try (Talk talk =
                Talk.with(
                        server.port(),
                        SocksHandshake.socks5(
                                SocksRequest.connect(closed),
                                Talk.NO_LOGIN,
                                Strategy.SEQUENTIAL))) {
            assertThat(talk.code()).isEqualTo(5);
        }
    }

    @Test
    void itHasNoSocks4() throws Exception {
        try (Talk talk = Talk.with(server.port(), SocksHandshake.socks4(toEcho("127.0.0.1"), ""))) {
            assertThat(talk.failure()).isInstanceOf(SocksFailure.Malformed.class);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Command.class,
            names = {"BIND", "UDP_ASSOCIATE"})
    void itHasNoCommandButConnect(Command command) throws Exception {
        try (Talk talk =
                Talk.with(
                        server.port(),
                        SocksHandshake.socks5(
                                new SocksRequest(command, SocksAddress.of("0.0.0.0", 0)),
                                Talk.NO_LOGIN,
                                Strategy.SEQUENTIAL))) {
            assertThat(talk.code()).isEqualTo(7);
        }
    }

    @Test
    void itTakesALogin() throws Exception {
        try (RealServer guarded = Microsocks.startWithLogin("alice", "secret");
                Talk talk =
                        Talk.with(
                                guarded.port(),
                                SocksHandshake.socks5(
                                        toEcho("127.0.0.1"),
                                        Talk.login("alice", "secret"),
                                        Strategy.SEQUENTIAL))) {
            assertThat(talk.echoes().flights()).isEqualTo(3);
        }
    }

    @Test
    void itRefusesAWrongLogin() throws Exception {
        try (RealServer guarded = Microsocks.startWithLogin("alice", "secret");
                Talk talk =
                        Talk.with(
                                guarded.port(),
                                SocksHandshake.socks5(
                                        toEcho("127.0.0.1"),
                                        Talk.login("alice", "wrong"),
                                        Strategy.SEQUENTIAL))) {
            assertThat(talk.failure()).isInstanceOf(SocksFailure.LoginRefused.class);
        }
    }

    @Test
    void itAcceptsNoMethodWhereALoginIsMissing() throws Exception {
        try (RealServer guarded = Microsocks.startWithLogin("alice", "secret");
                Talk talk =
                        Talk.with(
                                guarded.port(),
                                SocksHandshake.socks5(
                                        toEcho("127.0.0.1"), Talk.NO_LOGIN, Strategy.SEQUENTIAL))) {
            assertThat(talk.failure()).isEqualTo(new SocksFailure.NoAcceptableMethod(false, false));
        }
    }
}
