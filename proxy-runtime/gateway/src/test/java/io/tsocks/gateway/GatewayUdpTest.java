package io.tsocks.gateway;

import static io.tsocks.client.testing.Clients.LOOPBACK;
import static io.tsocks.client.testing.Clients.SOON;
import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.client.Tsocks;
import io.tsocks.engine.Action;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksDatagram;
import io.tsocks.testing.TargetServer;
import io.tsocks.testing.UdpEcho;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// UDP ASSOCIATE and BIND of a gateway.
class GatewayUdpTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void datagramsReachEachDestinationAndComeBack() throws Exception {
        try (UdpEcho one = UdpEcho.start();
                UdpEcho two = UdpEcho.start();
                TestGateway gateway = TestGateway.of("# loopback");
                Association association = new Association(gateway)) {
            for (int i = 0; i < 20; i++) {
                UdpEcho echo = i % 2 == 0 ? one : two;
                association.send("127.0.0.1", echo.port(), "hello " + i);
                SocksDatagram answer = association.receive();
                assertThat(answer.address()).hasToString("127.0.0.1:" + echo.port());
                assertThat(StandardCharsets.UTF_8.decode(answer.data()).toString())
                        .isEqualTo("hello " + i);
            }
            association.send("localhost", one.port(), "");
            assertThat(association.receive().data().remaining()).isZero();
            association.send("127.0.0.1", one.port(), "x".repeat(60_000));
            assertThat(association.text()).hasSize(60_000);
        }
    }

    @Test
    void datagramsGoThroughTheServerOfThePolicy() throws Exception {
        try (UdpEcho echo = UdpEcho.start();
                SocksTestServer server =
                        SocksTestServer.builder().redirectAll(echo.address()).start();
                TestGateway gateway =
                        TestGateway.with(
                                clientFor(policy(io.tsocks.client.testing.Clients.conf(server)))
                                        .build());
                Association association = new Association(gateway)) {
            association.send("a.test", 53, "question");
            assertThat(association.text()).isEqualTo("question");
            assertThat(server.sessions()).hasSize(1);
        }
    }

    @Test
    void whatThePolicyRefusesIsDroppedAndCounted() throws Exception {
        try (UdpEcho echo = UdpEcho.start();
                TestGateway gateway = TestGateway.of("# all is refused but loopback")) {
            try (Association association = new Association(gateway)) {
                association.send("10.1.2.3", 53, "lost");
                association.send("169.254.169.254", 80, "lost");
                association.send(ByteBuffer.wrap(new byte[] {0, 0, 1, 1, 127, 0, 0, 1, 0, 53, 1}));
                association.send(ByteBuffer.wrap(new byte[] {0}));
                association.send("127.0.0.1", echo.port(), "found");
                assertThat(association.text()).isEqualTo("found");
                assertThat(gateway.awaitTold(GatewayEvent.Refused.class, 2)).hasSize(2);
            }
            GatewayEvent.Closed end = gateway.awaitClosed();
            assertThat(end.reason()).isEqualTo(CloseReason.ENDED);
            assertThat(end.connection().datagramsDropped()).isEqualTo(4);
            assertThat(end.connection().bytesUp()).isEqualTo(5);
        }
    }

    @Test
    void whatWaitsWhenTheClientEndsIsCountedAsDropped() throws Exception {
        try (TestGateway gateway = TestGateway.of("# all is refused but loopback")) {
            try (Association association = new Association(gateway)) {
                association.send("10.1.2.3", 53, "first");
                assertThat(gateway.awaitTold(GatewayEvent.Refused.class, 1)).hasSize(1);
                for (int i = 0; i < 10; i++) {
                    association.send("10.1.2.3", 53, "while the refusal is remembered");
                }
                association.send(ByteBuffer.wrap(new byte[] {0}));
                while (gateway.gateway.connections().getFirst().datagramsDropped() < 12) {
                    Thread.onSpinWait();
                }
            }
            assertThat(gateway.awaitClosed().connection().datagramsDropped()).isEqualTo(12);
        }
    }

    @Test
    void aPortWhereNobodyListensYetIsNoFailure() throws Exception {
        try (TestGateway gateway = TestGateway.of("# loopback");
                Association association = new Association(gateway)) {
            DatagramSocket target = new DatagramSocket(0, LOOPBACK);
            int port = target.getLocalPort();
            association.send("127.0.0.1", port, "first");
            target.receive(new DatagramPacket(new byte[10], 10));
            target.close();
            // The kernel's answer to one of these is the flow's next to hear.
            for (int i = 0; i < 5; i++) {
                association.send("127.0.0.1", port, "nobody hears it");
            }
            try (DatagramSocket again = new DatagramSocket(port, LOOPBACK)) {
                again.setSoTimeout(200);
                assertThat(receivedAfterRetries(association, again, port)).isEqualTo("second");
            }
            assertThat(gateway.told(GatewayEvent.Failed.class)).isEmpty();
        }
    }

    private static String receivedAfterRetries(
            Association association, DatagramSocket target, int port) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        for (int i = 0; i < 100; i++) {
            association.send("127.0.0.1", port, "second");
            try {
                target.receive(packet);
                String text =
                        new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                if (text.equals("second")) {
                    return text;
                }
            } catch (SocketTimeoutException e) {
                // The kernel's last answer took the place of this one.
            }
        }
        return "nothing";
    }

    @Test
    void anAnswerThatIsTooLongWithItsHeaderIsDroppedAlone() throws Exception {
        try (DatagramSocket target = new DatagramSocket(0, LOOPBACK);
                TestGateway gateway = TestGateway.of("# loopback");
                Association association = new Association(gateway)) {
            association.send("127.0.0.1", target.getLocalPort(), "question");
            DatagramPacket question = new DatagramPacket(new byte[100], 100);
            target.receive(question);
            int most = 65_507;
            target.send(new DatagramPacket(new byte[most], most, question.getSocketAddress()));
            target.send(new DatagramPacket(bytes("short"), 5, question.getSocketAddress()));
            assertThat(association.text()).isEqualTo("short");
            assertThat(gateway.gateway.connections().getFirst().datagramsDropped()).isEqualTo(1);
            assertThat(gateway.told(GatewayEvent.Failed.class)).isEmpty();
        }
    }

    @Test
    void eachDestinationIsShownWithItsDecision() throws Exception {
        try (UdpEcho echo = UdpEcho.start();
                TestGateway gateway = TestGateway.of("# all is refused but loopback");
                Association association = new Association(gateway)) {
            association.send("10.1.2.3", 53, "lost");
            association.send("127.0.0.1", echo.port(), "found");
            assertThat(association.text()).isEqualTo("found");
            List<ConnectionInfo.Flow> flows = gateway.gateway.connections().getFirst().flows();
            assertThat(flows)
                    .extracting(flow -> flow.asked().toString())
                    .containsExactly("10.1.2.3:53", "127.0.0.1:" + echo.port());
            ConnectionInfo.Flow found = flows.getLast();
            assertThat(found.bytesUp()).isEqualTo(5);
            assertThat(found.bytesDown()).isEqualTo(5);
            assertThat(TestGateway.route(found).decision().action())
                    .isInstanceOf(Action.Direct.class);
            ConnectionInfo told = gateway.told(GatewayEvent.Decided.class).getFirst().connection();
            assertThat(told.asked()).isEqualTo(found.asked());
            assertThat(told.route()).isEqualTo(found.route());
        }
    }

    @Test
    void onlyTheClientsOwnDatagramsAreCarried() throws Exception {
        try (UdpEcho echo = UdpEcho.start();
                TestGateway gateway = TestGateway.of("# loopback");
                Association association = new Association(gateway);
                DatagramSocket other = new DatagramSocket(0, LOOPBACK);
                DatagramSocket otherAddress =
                        new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.2"))) {
            association.send("127.0.0.1", echo.port(), "first");
            assertThat(association.text()).isEqualTo("first");
            byte[] stolen =
                    new SocksDatagram(
                                    SocksAddress.of("127.0.0.1", echo.port()),
                                    ByteBuffer.wrap(bytes("stolen")))
                            .encode()
                            .array();
            for (DatagramSocket thief : new DatagramSocket[] {other, otherAddress}) {
                thief.send(new DatagramPacket(stolen, 16, association.relay));
            }
            association.send("127.0.0.1", echo.port(), "second");
            assertThat(association.text()).isEqualTo("second");
            other.setSoTimeout(1);
            assertThatThrownBy(() -> other.receive(new DatagramPacket(new byte[9], 9)))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void theRelayEndsWithItsConnection() throws Exception {
        try (UdpEcho echo = UdpEcho.start();
                TestGateway gateway = TestGateway.of("# loopback");
                Association association = new Association(gateway)) {
            association.send("127.0.0.1", echo.port(), "hello");
            assertThat(association.text()).isEqualTo("hello");
            association.control.close();
            assertThat(gateway.awaitClosed().reason()).isEqualTo(CloseReason.ENDED);
            assertThat(becomesFree(association.relay)).isTrue();
        }
    }

    /// Whether a port is closed soon. A flow that is sending just then closes it when it is done.
    private static boolean becomesFree(InetSocketAddress port) throws Exception {
        long end = System.nanoTime() + SOON.toNanos();
        while (System.nanoTime() - end < 0) {
            try (DatagramSocket again = new DatagramSocket(port)) {
                return again.isBound();
            } catch (BindException e) {
                Thread.onSpinWait();
            }
        }
        return false;
    }

    @Test
    void moreDestinationsThanItMayHaveDoNoHarm() throws Exception {
        try (UdpEcho echo = UdpEcho.start();
                TestGateway gateway = TestGateway.of("# loopback");
                Association association = new Association(gateway)) {
            for (int i = 0; i < 3 * UdpAssociation.MOST_FLOWS; i++) {
                association.send("127.0.1." + (i % 250 + 1), 40_000 + i, "nobody");
            }
            assertThat(association.textAfterRetries("127.0.0.1", echo.port(), "hello"))
                    .isEqualTo("hello");
        }
    }

    /// Each flow waits in a thread of its own, of which there are more than the scheduler of
    /// virtual threads has carriers.
    @Test
    void manyFlowsThatWaitKeepNoOtherClientWaiting() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0);
                TargetServer site = TargetServer.http("of the site");
                TestGateway gateway = TestGateway.of("# loopback");
                Association one = new Association(gateway);
                Association two = new Association(gateway)) {
            silent.setSoTimeout((int) SOON.toMillis());
            for (Association association : List.of(one, two)) {
                for (int i = 1; i <= 200; i++) {
                    association.send("127.0.1." + i, silent.getLocalPort(), "hello");
                    silent.receive(new DatagramPacket(new byte[9], 9));
                }
            }
            assertThat(
                            gateway.exchange(
                                    "GET http://127.0.0.1:%d/ HTTP/1.0\r\n\r\n"
                                            .formatted(site.port())))
                    .endsWith("of the site");
        }
    }

    @Test
    void aNewPolicyIsAskedAboutTheNextDatagram() throws Exception {
        try (UdpEcho echo = UdpEcho.start();
                UdpEcho far = UdpEcho.start();
                SocksTestServer server =
                        SocksTestServer.builder().redirectAll(far.address()).start();
                TestGateway gateway =
                        TestGateway.with(
                                clientFor(policy(io.tsocks.client.testing.Clients.conf(server)))
                                        .build());
                Association association = new Association(gateway)) {
            association.send("a.test", 53, "one");
            assertThat(association.text()).isEqualTo("one");
            gateway.replace(Tsocks.parse("# all is refused but loopback"), "r2");
            assertThat(gateway.gateway.policyChanged().dropped()).isZero();
            association.send("a.test", 53, "two");
            association.send("127.0.0.1", echo.port(), "three");
            assertThat(association.text()).isEqualTo("three");
        }
    }

    @Test
    void noPortIsOpenedForAPeerThatThePolicyRefuses() throws Exception {
        try (TestGateway gateway = TestGateway.of("# all is refused but loopback")) {
            assertThat(gateway.exchangeHex("050100" + "050200" + "01" + "0a010203" + "0050"))
                    .isEqualTo("0500" + "05020001" + "00000000" + "0000");
            assertThat(gateway.exchangeHex("0402" + "0050" + "0a010203" + "00"))
                    .isEqualTo("005b" + "0000" + "00000000");
        }
    }

    @Test
    void aConnectionOfThePeerIsCarriedBothWays() throws Exception {
        try (TestGateway gateway = TestGateway.of("# loopback");
                Socket client = gateway.connect()) {
            client.getOutputStream()
                    .write(
                            HexFormat.of()
                                    .parseHex("050100" + "050200" + "01" + "7f000001" + "0050"));
            byte[] reply = client.getInputStream().readNBytes(12);
            assertThat(reply).startsWith(5, 0, 5, 0, 0, 1, 127, 0, 0, 1);
            int port = (reply[10] & 0xff) << 8 | (reply[11] & 0xff);
            try (Socket peer = new Socket(LOOPBACK, port)) {
                byte[] second = client.getInputStream().readNBytes(10);
                assertThat(second).startsWith(5, 0, 0, 1, 127, 0, 0, 1);
                int from = (second[8] & 0xff) << 8 | (second[9] & 0xff);
                assertThat(from).isEqualTo(peer.getLocalPort());
                peer.getOutputStream().write(bytes("data"));
                assertThat(client.getInputStream().readNBytes(4)).isEqualTo(bytes("data"));
                client.getOutputStream().write(bytes("ack"));
                assertThat(peer.getInputStream().readNBytes(3)).isEqualTo(bytes("ack"));
            }
            assertThat(client.getInputStream().read()).isNegative();
        }
    }
}
