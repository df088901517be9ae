package io.tsocks.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.RealServer;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.SshDynamic;
import io.tsocks.testing.TargetServer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The handshake against `ssh -D`, which speaks all versions and says nothing when it fails.
@RequiresProgram({"ssh", "sshd", "ssh-keygen"})
class SshDynamicIT {

    private static RealServer server;

    private final TargetServer echo = TargetServer.echo();

    @BeforeAll
    static void startServer() {
        server = SshDynamic.start();
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
    @CsvSource({
        "SEQUENTIAL, 127.0.0.1, 2",
        "PIPELINED, 127.0.0.1, 1",
        "SEQUENTIAL, localhost, 2",
        "PIPELINED, localhost, 1"
    })
    void itSpeaksSocks5(Strategy strategy, String host, int flights) throws Exception {
        try (Talk talk =
                Talk.with(
                        server.port(),
                        SocksHandshake.socks5(toEcho(host), Talk.NO_LOGIN, strategy))) {
            assertThat(talk.echoes().flights()).isEqualTo(flights);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void itSpeaksSocks4And4a(String host) throws Exception {
        try (Talk talk = Talk.with(server.port(), SocksHandshake.socks4(toEcho(host), "me"))) {
            assertThat(talk.echoes().flights()).isEqualTo(1);
        }
    }

    @Test
    void itKeepsEarlyData() throws Exception {
        ByteBuffer early = ByteBuffer.wrap("early".getBytes(StandardCharsets.UTF_8));
        try (Talk talk =
                Talk.with(server.port(), SocksHandshake.socks4(toEcho("127.0.0.1"), "", early))) {
            assertThat(talk.hears(5)).isEqualTo("early");
        }
    }

    @Test
    void itClosesWhereItCannotConnect() throws Exception {
        SocksAddress nobody = SocksAddress.of("127.0.0.1", TargetServer.closedPort());
        try (Talk talk =
                Talk.with(
                        server.port(),
                        SocksHandshake.socks5(
                                SocksRequest.connect(nobody),
                                Talk.NO_LOGIN,
                                Strategy.SEQUENTIAL))) {
            assertThat(talk.state())
                    .isEqualTo(new HandshakeState.Failed(Phase.REPLY, new SocksFailure.Closed()));
        }
    }
}
