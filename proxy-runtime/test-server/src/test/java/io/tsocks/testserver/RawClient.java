package io.tsocks.testserver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Sends bytes given in hex and reads bytes as hex, with no idea of SOCKS.
final class RawClient implements AutoCloseable {

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private final Socket socket = new Socket();

    RawClient(SocksTestServer server) throws IOException {
        this(server.address());
    }

    RawClient(InetSocketAddress address) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        socket.connect(address);
    }

    /// Sends all of it with one write.
    RawClient send(String hex) throws IOException {
        return sendBytes(HEX.parseHex(hex.strip()));
    }

    RawClient sendText(String text) throws IOException {
        return sendBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    RawClient sendBytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /// Sends it and reads as many bytes as the answer of SOCKS 5 to a greeting has.
    RawClient greet(String hex) throws IOException {
        send(hex);
        read(2);
        return this;
    }

    /// The next bytes, or fewer where the stream ends before.
    String read(int count) throws IOException {
        return HEX.formatHex(socket.getInputStream().readNBytes(count));
    }

    String readText(int count) throws IOException {
        return new String(socket.getInputStream().readNBytes(count), StandardCharsets.UTF_8);
    }

    /// The next bytes that one read gives.
    String readOnce(int most) throws IOException {
        byte[] bytes = new byte[most];
        int count = socket.getInputStream().read(bytes);
        return HEX.formatHex(bytes, 0, Math.max(count, 0));
    }

    RawClient finish() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /// The hex of a host and port as SOCKS 5 writes IPv4.
    static String ip4(InetSocketAddress address) {
        return "01 "
                + HEX.formatHex(address.getAddress().getAddress())
                + " "
                + port(address.getPort());
    }

    /// The hex of a port.
    static String port(int port) {
        return HEX.formatHex(new byte[] {(byte) (port >> 8), (byte) port});
    }

    static String text(String text) {
        return HEX.formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Closes the connection within a test.
    void leave() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
