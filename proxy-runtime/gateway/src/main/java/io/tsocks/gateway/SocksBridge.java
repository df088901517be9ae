package io.tsocks.gateway;

import io.tsocks.client.RouteRefusedException;
import io.tsocks.client.SocksException;
import io.tsocks.net.SocksVersion;
import io.tsocks.protocol.Errno;
import io.tsocks.protocol.SocksReply;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/// The SOCKS5 side of a bridge: CONNECT, without a login or with the passkey, which is all that
/// Java's own client asks for.
final class SocksBridge {

    private static final int CONNECT = 1;
    private static final int UNSUPPORTED = 7;
    private static final int GENERAL_FAILURE = 1;
    private static final int NOT_ALLOWED = 2;
    private static final int HOST_UNREACHABLE = 4;
    private static final int TIMED_OUT = 6;
    private static final byte NO_LOGIN = 0;
    private static final byte LOGIN = 2;

    private final Bridge bridge;
    private final Stranger stranger;
    private final Socket client;
    private final DataInputStream in;

    SocksBridge(Bridge bridge, Stranger stranger, InputStream in) {
        this.bridge = bridge;
        this.stranger = stranger;
        this.client = stranger.socket();
        this.in = new DataInputStream(in);
    }

    void run() throws IOException {
        if (!isAdmitted()) {
            return;
        }
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

    /// Reads what methods the client has, and answers with one (RFC 1928, section 3).
    private boolean isAdmitted() throws IOException {
        in.readUnsignedByte();
        byte[] methods = new byte[in.readUnsignedByte()];
        in.readFully(methods);
        boolean canLogIn = contains(methods, LOGIN);
        if (canLogIn && bridge.prefersLogin()) {
            return logIn();
        }
        if (contains(methods, NO_LOGIN) && bridge.admits(stranger, "")) {
            client.getOutputStream().write(new byte[] {5, NO_LOGIN});
            return true;
        }
        if (canLogIn) {
            return logIn();
        }
        client.getOutputStream().write(new byte[] {5, (byte) 0xff});
        return false;
    }

    /// RFC 1929.
    private boolean logIn() throws IOException {
        client.getOutputStream().write(new byte[] {5, LOGIN});
        in.readUnsignedByte();
        String user = text();
        boolean isAdmitted = bridge.admits(stranger, user, text());
        client.getOutputStream().write(new byte[] {1, (byte) (isAdmitted ? 0 : 1)});
        return isAdmitted;
    }

    private String text() throws IOException {
        byte[] bytes = new byte[in.readUnsignedByte()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static boolean contains(byte[] methods, byte method) {
        for (byte each : methods) {
            if (each == method) {
                return true;
            }
        }
        return false;
    }

    private Socket connect(String host, int port) throws IOException {
        try {
            return bridge.connect(client, host, port);
        } catch (SocksException e) {
            int otherwise = e.errno() == Errno.ETIMEDOUT ? TIMED_OUT : GENERAL_FAILURE;
            reply(
                    e.reply()
                            .filter(reply -> reply.version() == SocksVersion.SOCKS5)
                            .map(SocksReply::code)
                            .orElse(otherwise));
            throw e;
        } catch (RouteRefusedException e) {
            reply(NOT_ALLOWED);
            throw e;
        } catch (SocketTimeoutException e) {
            reply(TIMED_OUT);
            throw e;
        } catch (UnknownHostException e) {
            reply(HOST_UNREACHABLE);
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
            case 3 -> text();
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
