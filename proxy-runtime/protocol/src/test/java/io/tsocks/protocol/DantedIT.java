package io.tsocks.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Danted;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.SystemUser;
import io.tsocks.testing.TargetServer;
import io.tsocks.testing.UdpEcho;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The handshake against Dante's server, which can do everything but SOCKS 4a.
@RequiresProgram("danted")
class DantedIT {

    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    private static RealServer server;

    private final TargetServer echo = TargetServer.echo();

    @BeforeAll
    static void startServer() {
        server = Danted.start();
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
    @CsvSource({"SEQUENTIAL, 2", "METHOD_FIRST, 2", "PIPELINED, 1"})
    void itConnectsInAsManyFlights(Strategy strategy, int flights) throws Exception {
        try (Talk talk =
                Talk.with(
                        server.port(),
                        SocksHandshake.socks5(toEcho("127.0.0.1"), Talk.NO_LOGIN, strategy))) {
            assertThat(talk.echoes().flights()).isEqualTo(flights);
        }
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void itResolvesNames(Strategy strategy) throws Exception {
        try (Talk talk =
                Talk.with(
                        server.port(),
                        SocksHandshake.socks5(toEcho("localhost"), Talk.NO_LOGIN, strategy))) {
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
    void itSpeaksSocks4InOneFlight() throws Exception {
        try (Talk talk =
                Talk.with(server.port(), SocksHandshake.socks4(toEcho("127.0.0.1"), "me"))) {
            assertThat(talk.echoes().flights()).isEqualTo(1);
        }
    }

    @Test
    void itKeepsEarlyData() throws Exception {
        ByteBuffer early = ByteBuffer.wrap("early".getBytes(StandardCharsets.UTF_8));
        try (Talk talk =
                Talk.with(
                        server.port(),
                        SocksHandshake.socks5(
                                toEcho("127.0.0.1"), Talk.NO_LOGIN, Strategy.PIPELINED, early))) {
            assertThat(talk.hears(5)).isEqualTo("early");
            talk.echoes();
        }
    }

    @Test
    void aTargetThatSpeaksFirstIsHeardInFull() throws Exception {
        try (TargetServer target = TargetServer.banner("SSH-2.0-first\r\n");
                Talk talk =
                        Talk.with(
                                server.port(),
                                SocksHandshake.socks5(
                                        SocksRequest.connect(SocksAddress.of(target.address())),
                                        Talk.NO_LOGIN,
                                        Strategy.PIPELINED))) {
            assertThat(talk.hears(15)).isEqualTo("SSH-2.0-first\r\n");
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
            assertThat(talk.failure().errno()).isEqualTo(Errno.ECONNREFUSED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void itListensForAPeer(int version) throws Exception {
        SocksRequest bind = SocksRequest.bind(SocksAddress.of("127.0.0.1", 80));
        SocksHandshake handshake =
                version == 4
                        ? SocksHandshake.socks4(bind, "")
                        : SocksHandshake.socks5(bind, Talk.NO_LOGIN, Strategy.SEQUENTIAL);
        try (Talk talk = Talk.with(server.port(), handshake);
                Socket peer = new Socket(HERE, talk.bound().port())) {
            assertThat(talk.goOn().bound().port()).isEqualTo(peer.getLocalPort());
            peer.getOutputStream().write('x');
            assertThat(talk.hears(1)).isEqualTo("x");
        }
    }

    @Test
    void itRelaysDatagrams() throws Exception {
        SocksHandshake handshake =
                SocksHandshake.socks5(
                        SocksRequest.udpAssociate(), Talk.NO_LOGIN, Strategy.SEQUENTIAL);
        try (UdpEcho udp = UdpEcho.start();
                Talk talk = Talk.with(server.port(), handshake);
                DatagramSocket socket = new DatagramSocket(0, HERE)) {
            socket.setSoTimeout(30_000);
            ByteBuffer sent =
                    new SocksDatagram(
                                    SocksAddress.of(udp.address()),
                                    ByteBuffer.wrap(new byte[] {1, 2, 3}))
                            .encode();
            byte[] bytes = new byte[sent.remaining()];
            sent.get(bytes);
            socket.send(
                    new DatagramPacket(
                            bytes, bytes.length, new InetSocketAddress(HERE, talk.bound().port())));
            DatagramPacket back = new DatagramPacket(new byte[100], 100);
            socket.receive(back);
            assertThat(back.getLength()).isEqualTo(bytes.length);
            assertThat(back.getData()).startsWith(bytes);
        }
    }

    @RequiresRoot
    @RequiresProgram({"useradd", "chpasswd"})
    @ParameterizedTest
    @CsvSource({"SEQUENTIAL, 3", "METHOD_FIRST, 2", "PIPELINED, 1"})
    void itTakesALoginInAsManyFlights(Strategy strategy, int flights) throws Exception {
        try (SystemUser user = SystemUser.create("pass-word");
                RealServer guarded = Danted.startWithLogin();
                Talk talk =
                        Talk.with(
                                guarded.port(),
                                SocksHandshake.socks5(
                                        toEcho("127.0.0.1"),
                                        Talk.login(user.name(), "pass-word"),
                                        strategy))) {
            assertThat(talk.echoes().flights()).isEqualTo(flights);
        }
    }

    @RequiresRoot
    @RequiresProgram({"useradd", "chpasswd"})
    @ParameterizedTest
    @EnumSource(Strategy.class)
    void itRefusesAWrongLogin(Strategy strategy) throws Exception {
        try (SystemUser user = SystemUser.create("pass-word");
                RealServer guarded = Danted.startWithLogin();
                Talk talk =
                        Talk.with(
                                guarded.port(),
                                SocksHandshake.socks5(
                                        toEcho("127.0.0.1"),
                                        Talk.login(user.name(), "wrong"),
                                        strategy))) {
            assertThat(talk.failure()).isInstanceOf(SocksFailure.LoginRefused.class);
            assertThat(talk.failure().message()).doesNotContain("wrong");
        }
    }
}
