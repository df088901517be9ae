package io.tsocks.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.RealServer;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.ShadowsocksLocal;
import io.tsocks.testing.TargetServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The handshake against ss-local, which grants before it knows.
@RequiresProgram({"ss-local", "ss-server"})
class ShadowsocksIT {

    private static RealServer server;

    private final TargetServer echo = TargetServer.echo();

    @BeforeAll
    static void startServer() {
        server = ShadowsocksLocal.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void stopTarget() {
        echo.close();
    }

    @ParameterizedTest
    @CsvSource({
        "SEQUENTIAL, 127.0.0.1, 2",
        "PIPELINED, 127.0.0.1, 1",
        "SEQUENTIAL, localhost, 2",
        "PIPELINED, localhost, 1"
    })
    void itConnects(Strategy strategy, String host, int flights) throws Exception {
        SocksRequest request = SocksRequest.connect(SocksAddress.of(host, echo.port()));
        try (Talk talk =
                Talk.with(server.port(), SocksHandshake.socks5(request, Talk.NO_LOGIN, strategy))) {
            assertThat(talk.echoes().flights()).isEqualTo(flights);
        }
    }

    @Test
    void itGrantsAndThenClosesWhereItCannotConnect() throws Exception {
        SocksAddress nobody = SocksAddress.of("127.0.0.1", TargetServer.closedPort());
        try (Talk talk =
                Talk.with(
                        server.port(),
                        SocksHandshake.socks5(
                                SocksRequest.connect(nobody),
                                Talk.NO_LOGIN,
                                Strategy.SEQUENTIAL))) {
            assertThat(talk.state()).isInstanceOf(HandshakeState.Established.class);
            assertThat(talk.says("x").hears(1)).isEmpty();
        }
    }

    @Test
    void itHasARelayForDatagrams() throws Exception {
        try (Talk talk =
                Talk.with(
                        server.port(),
                        SocksHandshake.socks5(
                                SocksRequest.udpAssociate(), Talk.NO_LOGIN, Strategy.SEQUENTIAL))) {
            assertThat(talk.bound().port()).isPositive();
        }
    }
}
