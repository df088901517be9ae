package io.tsocks.protocol;

import io.tsocks.fuzz.Claim;
import io.tsocks.fuzz.Input;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// A client may send any bytes, cut into any pieces. The server's side never throws, never takes a
/// byte that is not the handshake's, ends in the same state however the bytes are cut, and reads
/// the request that a second, plain reader reads.
public final class ServerHandshakeFuzz {

    /// The longest message, SOCKS 4a's request, in bytes.
    private static final int LONGEST = 520;

    private ServerHandshakeFuzz() {}

    /// Tries one input.
    ///
    /// @param bytes the method that the server takes, how long pieces are, and what the client
    ///     sends
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        Input input = new Input(bytes);
        int method = input.choice(3);
        int piece = 1 + input.choice(64);
        byte[] sent = input.rest();
        Serving serving = Serving.granting(method, Serving.BOUND);
        Serving.End whole = feed(serving, sent, Integer.MAX_VALUE);
        Claim.equal(whole, feed(serving.again(), sent, 1), "byte by byte");
        Claim.equal(whole, feed(serving.again(), sent, piece), "in pieces");
        Request expected = read(sent, method);
        Claim.equal(expected.text(), request(whole), "what is asked for");
        if (!expected.text().isEmpty()) {
            Claim.equal(expected.length(), whole.taken(), "how many bytes are the handshake's");
        }
    }

    private static Serving.End feed(Serving serving, byte[] sent, int piece) {
        serving.receive(
                sent,
                () -> {
                    int needed = serving.needed();
                    Claim.holds(needed > 0 && needed <= LONGEST, () -> "needs " + needed);
                    return piece;
                });
        Serving.End end = serving.end();
        Claim.holds(end.states().getLast().isOver(), () -> "goes on: " + end);
        return end;
    }

    private static String request(Serving.End end) {
        for (ServerState state : end.states()) {
            if (state instanceof ServerState.Requested asked) {
                return asked.command() + " " + asked.destination() + " " + asked.userId();
            }
        }
        return "";
    }

    /// @param text empty if there is none
    /// @param length of all that is the handshake's, in bytes
    private record Request(String text, int length) {}

    private static Request read(byte[] sent, int method) throws IOException {
        ByteArrayInputStream bytes = new ByteArrayInputStream(sent);
        DataInputStream in = new DataInputStream(bytes);
        try {
            String text =
                    switch (in.readUnsignedByte()) {
                        case 4 -> socks4(in);
                        case 5 -> socks5(in, method);
                        default -> "";
                    };
            return new Request(text, sent.length - bytes.available());
        } catch (EOFException e) {
            return new Request("", 0);
        }
    }

    private static String socks4(DataInputStream in) throws IOException {
        int command = in.readUnsignedByte();
        int port = in.readUnsignedShort();
        byte[] address = exactly(in, 4);
        byte[] id = text(in);
        boolean isName = address[0] == 0 && address[1] == 0 && address[2] == 0 && address[3] != 0;
        byte[] name = isName ? text(in) : new byte[1];
        if (id.length > 255 || name.length == 0 || name.length > 255) {
            return "";
        }
        SocksAddress destination = isName ? name(name, port) : SocksAddress.Ip.of(address, port);
        return command + " " + destination + " " + new String(id, StandardCharsets.UTF_8);
    }

    private static byte[] text(DataInputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int next = in.readUnsignedByte(); next != 0; next = in.readUnsignedByte()) {
            text.append((char) next);
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String socks5(DataInputStream in, int method) throws IOException {
        byte[] methods = counted(in);
        boolean isOffered = new String(methods, StandardCharsets.ISO_8859_1).indexOf(method) >= 0;
        return isOffered && (method != 2 || isJoe(in)) && in.readUnsignedByte() == 5
                ? request5(in)
                : "";
    }

    private static boolean isJoe(DataInputStream in) throws IOException {
        if (in.readUnsignedByte() != 1) {
            return false;
        }
        String user = new String(counted(in), StandardCharsets.ISO_8859_1);
        String password = new String(counted(in), StandardCharsets.ISO_8859_1);
        return user.equals("joe") && password.equals("pw");
    }

    private static String request5(DataInputStream in) throws IOException {
        int command = in.readUnsignedByte();
        in.readUnsignedByte();
        int type = in.readUnsignedByte();
        byte[] host =
                switch (type) {
                    case 1 -> exactly(in, 4);
                    case 3 -> counted(in);
                    case 4 -> exactly(in, 16);
                    default -> new byte[0];
                };
        if (host.length == 0) {
            return "";
        }
        int port = in.readUnsignedShort();
        return command
                + " "
                + (type == 3 ? name(host, port) : SocksAddress.Ip.of(host, port))
                + " ";
    }

    private static SocksAddress name(byte[] host, int port) {
        return new SocksAddress.Name(new String(host, StandardCharsets.ISO_8859_1), port);
    }

    private static byte[] counted(DataInputStream in) throws IOException {
        return exactly(in, in.readUnsignedByte());
    }

    private static byte[] exactly(DataInputStream in, int count) throws IOException {
        byte[] bytes = new byte[count];
        in.readFully(bytes);
        return bytes;
    }
}
