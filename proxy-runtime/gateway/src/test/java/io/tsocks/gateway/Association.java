package io.tsocks.gateway;

import static io.tsocks.client.testing.Clients.LOOPBACK;
import static io.tsocks.client.testing.Clients.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksDatagram;
import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// A client of the gateway's relay.
final class Association implements Closeable {

    final Socket control;
    final DatagramSocket socket = new DatagramSocket(0, LOOPBACK);
    final InetSocketAddress relay;

    Association(TestGateway gateway) throws IOException {
        control = gateway.connect();
        control.getOutputStream()
                .write(HexFormat.of().parseHex("050100" + "050300" + "01" + "00000000" + "0000"));
        byte[] reply = control.getInputStream().readNBytes(12);
        assertThat(reply).startsWith(5, 0, 5, 0, 0, 1);
        int port = (reply[10] & 0xff) << 8 | (reply[11] & 0xff);
        relay =
                new InetSocketAddress(
                        InetAddress.getByAddress(Arrays.copyOfRange(reply, 6, 10)), port);
        socket.setSoTimeout((int) SOON.toMillis());
    }

    void send(String host, int port, String text) throws IOException {
        send(
                new SocksDatagram(
                                SocksAddress.of(host, port),
                                ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)))
                        .encode());
    }

    void send(ByteBuffer datagram) throws IOException {
        byte[] bytes = new byte[datagram.remaining()];
        datagram.get(bytes);
        socket.send(new DatagramPacket(bytes, bytes.length, relay));
    }

    SocksDatagram receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        socket.receive(packet);
        assertThat(packet.getSocketAddress()).isEqualTo(relay);
        return SocksDatagram.decode(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()))
                .orElseThrow();
    }

    /// What comes back of a text that is sent again while it is lost.
    String textAfterRetries(String host, int port, String text) throws IOException {
        socket.setSoTimeout(200);
        for (int i = 0; i < 100; i++) {
            try {
                send(host, port, text);
                return text();
            } catch (SocketTimeoutException e) {
                // A datagram may be lost when many come at once.
            }
        }
        return "nothing";
    }

    String text() throws IOException {
        return StandardCharsets.UTF_8.decode(receive().data()).toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        control.close();
    }
}
