package io.tsocks.testserver;

import static io.tsocks.testserver.RawClient.port;
import static io.tsocks.testserver.RawClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.UdpEcho;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// BIND and UDP ASSOCIATE, byte by byte.
class BindAndUdpTest {

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    /// The address in a reply of SOCKS 5 with IPv4.
    private static InetSocketAddress bound(String reply) throws Exception {
        byte[] bytes = HEX.parseHex(reply);
        InetAddress address =
                InetAddress.getByAddress(new byte[] {bytes[4], bytes[5], bytes[6], bytes[7]});
        return new InetSocketAddress(address, ((bytes[8] & 0xff) << 8) | (bytes[9] & 0xff));
    }

    @Test
    void bindRepliesTwiceAndRelays() throws Exception {
        try (SocksTestServer server = SocksTestServer.start();
                RawClient client = new RawClient(server)) {
            client.greet("05 01 00").send("05 02 00 01 7f 00 00 01 00 00");
            InetSocketAddress listening = bound(client.read(10));
            try (Socket peer = new Socket(listening.getAddress(), listening.getPort())) {
                assertThat(client.read(10))
                        .isEqualTo("05 00 00 01 7f 00 00 01 " + port(peer.getLocalPort()));
                peer.getOutputStream().write("in".getBytes(StandardCharsets.UTF_8));
                assertThat(client.readText(2)).isEqualTo("in");
                client.sendText("out");
                assertThat(peer.getInputStream().readNBytes(3))
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo("out");
                client.finish();
                assertThat(peer.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(client.read(1)).isEmpty();
            assertThat(server.awaitEnd(1).granted()).isTrue();
        }
    }

    @Test
    void bindWorksInSocks4() throws Exception {
        try (SocksTestServer server = SocksTestServer.start();
                RawClient client = new RawClient(server)) {
            client.send("04 02 00 00 7f 00 00 01 00");
            byte[] reply = HEX.parseHex(client.read(8));
            assertThat(reply[1]).isEqualTo((byte) 0x5a);
            int listening = ((reply[2] & 0xff) << 8) | (reply[3] & 0xff);
            try (Socket peer = new Socket(InetAddress.ofLiteral("127.0.0.1"), listening)) {
                assertThat(client.read(4)).isEqualTo("00 5a " + port(peer.getLocalPort()));
            }
        }
    }

    @Test
    void bindRefusesAPeerThatWasNotExpected() throws Exception {
        try (SocksTestServer server = SocksTestServer.start();
                RawClient client = new RawClient(server)) {
            client.greet("05 01 00").send("05 02 00 01 7f 00 00 09 00 00");
            InetSocketAddress listening = bound(client.read(10));
            try (Socket peer = new Socket(listening.getAddress(), listening.getPort())) {
                assertThat(client.read(2)).isEqualTo("05 02");
                assertThat(peer.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void bindEndsWhenTheClientLeavesFirst() throws Exception {
        try (SocksTestServer server = SocksTestServer.start();
                RawClient client = new RawClient(server)) {
            client.greet("05 01 00").send("05 02 00 01 00 00 00 00 00 00").read(10);
            client.leave();
            assertThat(server.awaitEnd(1).granted()).isFalse();
            assertThat(server.openConnections()).isZero();
        }
    }

    private static InetSocketAddress associate(RawClient client) throws Exception {
        client.greet("05 01 00").send("05 03 00 01 00 00 00 00 00 00");
        return bound(client.read(10));
    }

    private static void send(DatagramSocket socket, InetSocketAddress relay, String hex)
            throws Exception {
        byte[] bytes = HEX.parseHex(hex);
        socket.send(new DatagramPacket(bytes, bytes.length, relay));
    }

    private static String receive(DatagramSocket socket) throws Exception {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        socket.receive(packet);
        return HEX.formatHex(packet.getData(), 0, packet.getLength());
    }

    private static DatagramSocket udp() throws Exception {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
        socket.setSoTimeout(20_000);
        return socket;
    }

    @Test
    void datagramsAreRelayedBothWays() throws Exception {
        try (UdpEcho echo = UdpEcho.start();
                SocksTestServer server = SocksTestServer.start();
                RawClient client = new RawClient(server);
                DatagramSocket udp = udp()) {
            InetSocketAddress relay = associate(client);
            String header = "00 00 00 01 7f 00 00 01 " + port(echo.port()) + " ";
            send(udp, relay, header + text("ping"));
            assertThat(receive(udp)).isEqualTo(header + text("ping"));
            client.leave();
            assertThat(server.awaitEnd(1).datagrams()).isEqualTo(1);
        }
    }

    @Test
    void datagramsGoToNamesAndIpv6Too() throws Exception {
        InetAddress six = InetAddress.ofLiteral("::1");
        try (UdpEcho echo = UdpEcho.start(six);
                SocksTestServer server = SocksTestServer.builder().name("six", six).start();
                RawClient client = new RawClient(server);
                DatagramSocket udp = udp()) {
            InetSocketAddress relay = associate(client);
            String reply = "00 00 00 04 " + "00 ".repeat(15) + "01 " + port(echo.port()) + " ";
            send(udp, relay, "00 00 00 03 03 73 69 78 " + port(echo.port()) + " " + text("a"));
            assertThat(receive(udp)).isEqualTo(reply + text("a"));
            send(udp, relay, reply + text("b"));
            assertThat(receive(udp)).isEqualTo(reply + text("b"));
        }
    }

    @Test
    void fragmentsForeignersAndNonsenseAreDropped() throws Exception {
        try (UdpEcho echo = UdpEcho.start();
                SocksTestServer server = SocksTestServer.start();
                RawClient client = new RawClient(server);
                DatagramSocket udp = udp();
                DatagramSocket foreigner = udp()) {
            InetSocketAddress relay = associate(client);
            String header = "00 00 00 01 7f 00 00 01 " + port(echo.port()) + " ";
            send(udp, relay, header + text("first"));
            receive(udp);
            send(udp, relay, header.replace("00 00 00 01 7f", "00 00 01 01 7f") + text("fragment"));
            send(udp, relay, "00 00 00 03 ff 61 62 63");
            send(udp, relay, "00 00 00 09 61 62 63 64");
            send(udp, relay, "00");
            send(foreigner, relay, header + text("foreign"));
            send(udp, relay, header + text("last"));
            assertThat(receive(udp)).isEqualTo(header + text("last"));
            client.leave();
            assertThat(server.awaitEnd(1).datagrams()).isEqualTo(2);
        }
    }

    @RepeatedTest(20)
    void anAssociationEndsWithItsConnection() throws Exception {
        try (SocksTestServer server = SocksTestServer.start();
                RawClient client = new RawClient(server)) {
            InetSocketAddress relay = associate(client);
            client.leave();
            server.awaitEnd(1);
            try (DatagramSocket again =
                    new DatagramSocket(relay.getPort(), InetAddress.ofLiteral("127.0.0.1"))) {
                assertThat(again.isBound()).isTrue();
            }
        }
    }
}
