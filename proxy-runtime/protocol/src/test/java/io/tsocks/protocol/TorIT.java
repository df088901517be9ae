package io.tsocks.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.Tor;
import java.net.InetAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The handshake against a tor without a network: what it answers by itself.
@RequiresProgram("tor")
class TorIT {

    private static final SocksRequest TO_A_PRIVATE_ADDRESS =
            SocksRequest.connect(SocksAddress.of("127.0.0.1", 80));

    private static Tor tor;

    @BeforeAll
    static void startTor() {
        tor = Tor.start();
    }

    @AfterAll
    static void stopTor() {
        tor.close();
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void itRefusesAPrivateAddress(Strategy strategy) throws Exception {
        try (Talk talk =
                Talk.with(
                        tor.port(),
                        SocksHandshake.socks5(TO_A_PRIVATE_ADDRESS, Talk.NO_LOGIN, strategy))) {
            assertThat(talk.code()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"SEQUENTIAL, 3", "METHOD_FIRST, 2"})
    void itTakesAnyLogin(Strategy strategy, int flights) throws Exception {
        try (Talk talk =
                Talk.with(
                        tor.port(),
                        SocksHandshake.socks5(
                                TO_A_PRIVATE_ADDRESS, Talk.login("circuit", "7"), strategy))) {
            assertThat(talk.code()).isEqualTo(1);
            assertThat(talk.flights()).isEqualTo(flights);
        }
    }

    @Test
    void itLosesTheMethodReplyWhereALoginIsPipelined() throws Exception {
        try (Talk talk =
                Talk.with(
                        tor.port(),
                        SocksHandshake.socks5(
                                TO_A_PRIVATE_ADDRESS,
                                Talk.login("circuit", "7"),
                                Strategy.PIPELINED))) {
            assertThat(talk.failure()).isInstanceOf(SocksFailure.Malformed.class);
        }
    }

    @Test
    void itResolvesAnAddressToItself() throws Exception {
        try (Talk talk = resolving(SocksRequest.resolve("192.0.2.7"), tor.port())) {
            assertThat(talk.bound().host()).isEqualTo("192.0.2.7");
        }
    }

    @Test
    void itCannotFindANameWithoutANetwork() throws Exception {
        SocksRequest reverse = SocksRequest.resolvePointer(InetAddress.ofLiteral("192.0.2.7"));
        try (Talk talk = resolving(reverse, tor.port())) {
            assertThat(talk.failure()).isInstanceOf(SocksFailure.Refused.class);
        }
    }

    @Test
    void itTellsABadOnionAddressInItsOwnWords() throws Exception {
        SocksAddress onion = SocksAddress.of("a".repeat(56) + ".onion", 80);
        try (Talk talk = resolving(SocksRequest.connect(onion), tor.extendedErrorsPort())) {
            assertThat(talk.code()).isEqualTo(0xf6);
            assertThat(talk.failure().message()).contains("not an onion address");
        }
    }

    @Test
    void itSpeaksSocks4() throws Exception {
        try (Talk talk = Talk.with(tor.port(), SocksHandshake.socks4(TO_A_PRIVATE_ADDRESS, ""))) {
            assertThat(talk.code()).isEqualTo(0x5b);
        }
    }

    private static Talk resolving(SocksRequest request, int port) throws Exception {
        return Talk.with(port, SocksHandshake.socks5(request, Talk.NO_LOGIN, Strategy.SEQUENTIAL));
    }
}
