package io.tsocks.gateway;

import static io.tsocks.client.testing.Clients.SOON;
import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.leadingTo;
import static io.tsocks.client.testing.Clients.policy;
import static io.tsocks.client.testing.Clients.through;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Policy;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.net.Socket;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The SOCKS 5 side of a bridge, byte by byte.
class SocksBridgeTest {

    private static final String TO_A_TEST = "0501 00 0501 00 03 06 612e74657374 0050 ";
    private static final String REFUSED = " 00 01 00000000 0000";

    @Test
    void aClientThatDoesNotWaitIsServed() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = leadingTo(target.address())) {
            assertThat(answer(through(server), TO_A_TEST + "6869"))
                    .isEqualTo(hex("0500 050000 01 00000000 0000 6869"));
            assertThat(server.awaitEnd(1).request())
                    .hasToString("Optional[SOCKS5 command 1 a.test:80]");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0502 00 01 0a010203 0050, 07",
        "0501 00 01 0a010203 0000, 07",
        "0501 00 05 0a010203 0050, 08",
        "0501 00 03 00 0050, 01",
        "0401 00, 01",
    })
    void whatItDoesNotDoIsRefused(String request, String code) throws Exception {
        try (SocksTestServer server = SocksTestServer.start()) {
            assertThat(answer(through(server), "0501 00" + request))
                    .isEqualTo(hex("0500 05" + code + REFUSED));
            assertThat(server.sessions()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 0xf4})
    void theReplyOfTheServerIsHandedOn(int code) throws Exception {
        try (SocksTestServer server =
                SocksTestServer.builder().faults(new Fault.Refuse(code)).start()) {
            String reply = HexFormat.of().toHexDigits((byte) code);
            assertThat(answer(through(server), TO_A_TEST))
                    .isEqualTo(hex("0500 05" + reply + REFUSED));
        }
    }

    @Test
    void whatThePolicyRefusesIsNotAllowed() throws Exception {
        assertThat(answer(policy(""), TO_A_TEST)).isEqualTo(hex("0500 0502" + REFUSED));
    }

    private static String answer(Policy policy, String request) throws IOException {
        try (PolicyProxySelector selector =
                        PolicyProxySelector.open(clientFor(policy).build(), _ -> true, SOON);
                Socket socket = HttpBridgeTest.connect(selector)) {
            socket.getOutputStream().write(HexFormat.of().parseHex(hex(request)));
            socket.shutdownOutput();
            return HexFormat.of().formatHex(socket.getInputStream().readAllBytes());
        }
    }

    private static String hex(String text) {
        return text.replace(" ", "");
    }
}
