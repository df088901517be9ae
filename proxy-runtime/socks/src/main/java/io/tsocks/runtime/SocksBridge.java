package io.tsocks.runtime;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// The SOCKS5 side of a bridge: CONNECT without authentication, which is all that Java's own
/// client asks for.
final class SocksBridge {

    private static final int CONNECT = 1;
    private static final int UNSUPPORTED = 7;
    private static final int GENERAL_FAILURE = 1;
    private static final int NOT_ALLOWED = 2;

    private final Bridge bridge;
    private final Socket client;
    private final DataInputStream in;

    SocksBridge(Bridge bridge, Socket client, InputStream in) {
        this.bridge = bridge;
        this.client = client;
        this.in = new DataInputStream(in);
    }

    void run() throws IOException {
        in.readUnsignedByte();
        in.skipNBytes(in.readUnsignedByte());
        client.getOutputStream().write(new byte[] {5, 0});
        in.readUnsignedByte();
        int command = in.readUnsignedByte();
        in.readUnsignedByte();
        String host = host();
        int port = in.readUnsignedShort();
        if (command != CONNECT || port == 0) {
            reply(UNSUPPORTED);
            return;
        }
        try (Socket target = connect(host, port)) {
            reply(0);
            client.setSoTimeout(0);
            Relay.run(client, in, target, target.getInputStream());
        }
    }

    private Socket connect(String host, int port) throws IOException {
        try {
            return bridge.connect(client, host, port);
        } catch (SocksException e) {
            reply(e.reply().filter(r -> r.version().number() == 5).map(r -> r.code()).orElse(1));
            throw e;
        } catch (RouteRefusedException e) {
            reply(NOT_ALLOWED);
            throw e;
        } catch (IOException e) {
            reply(GENERAL_FAILURE);
            throw e;
        }
    }

    private String host() throws IOException {
        return switch (in.readUnsignedByte()) {
            case 1 -> address(4);
            case 4 -> address(16);
            case 3 -> new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.ISO_8859_1);
            default -> throw new IOException("no address of SOCKS5");
        };
    }

    private String address(int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return InetAddress.getByAddress(bytes).getHostAddress();
    }

    private void reply(int code) throws IOException {
        client.getOutputStream().write(new byte[] {5, (byte) code, 0, 1, 0, 0, 0, 0, 0, 0});
    }
}
