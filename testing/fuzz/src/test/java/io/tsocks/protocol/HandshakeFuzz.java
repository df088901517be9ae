package io.tsocks.protocol;

import io.tsocks.fuzz.Claim;
import io.tsocks.fuzz.Input;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A server may answer any handshake in the table with any bytes, cut into any pieces. The client
/// never throws, never takes a byte beyond the handshake, and reaches the same end however the
/// bytes are cut. It reads a relay's datagram as a second, plain reader does, and reads what it
/// wrote as the same datagram.
public final class HandshakeFuzz {

    private static final List<Exchange> EXCHANGES = Exchanges.all().toList();

    private HandshakeFuzz() {}

    /// Tries one input.
    ///
    /// @param bytes which handshake, how many cuts, the pieces, and what the server sends; or 255
    ///     and a datagram
    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        int which = input.octet();
        if (which == 255) {
            datagram(input.rest());
            return;
        }
        Exchange exchange = EXCHANGES.get(which % EXCHANGES.size());
        int[] pieces = new int[1 + input.choice(8)];
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = 1 + input.choice(32);
        }
        byte[] sent = input.rest();
        End whole = feed(exchange, sent, Integer.MAX_VALUE);
        Claim.equal(whole, feed(exchange, sent, 1), exchange + ", byte by byte");
        Claim.equal(whole, feed(exchange, sent, pieces), exchange + ", in pieces");
        checkTaken(exchange, sent, whole);
    }

    /// How a handshake ended.
    ///
    /// @param taken how many bytes were the handshake's
    private record End(HandshakeState state, int taken) {}

    private static End feed(Exchange exchange, byte[] sent, int... pieces) {
        Handshake handshake = exchange.client().get();
        ByteBuffer in = ByteBuffer.wrap(sent);
        for (int i = 0; in.hasRemaining() && !handshake.state().isOver(); i++) {
            goOn(handshake);
            if (handshake.state().isOver()) {
                break;
            }
            int needed = handshake.needed();
            Claim.holds(needed > 0, () -> "nothing is needed before the end");
            int piece = Math.min(pieces[i % pieces.length], in.remaining());
            ByteBuffer part = in.slice(in.position(), piece);
            handshake.receive(part);
            Claim.holds(part.position() >= 1 && part.position() <= needed, () -> "took " + part);
            in.position(in.position() + part.position());
        }
        goOn(handshake);
        handshake.endOfInput();
        return new End(handshake.state(), in.position());
    }

    /// Sends what is due, and does the work that a login takes, until bytes are needed.
    private static void goOn(Handshake handshake) {
        handshake.output().position(handshake.output().limit());
        for (Optional<Runnable> task = handshake.task();
                task.isPresent() && !handshake.state().isOver();
                task = handshake.task()) {
            task.get().run();
            handshake.resume();
            handshake.output().position(handshake.output().limit());
        }
    }

    /// Of handshakes without a login it is plain where the reply ends.
    private static void checkTaken(Exchange exchange, byte[] sent, End end) {
        if (!(end.state() instanceof HandshakeState.Established)) {
            return;
        }
        if (exchange.name().startsWith("4: connect")) {
            Claim.equal(8, end.taken(), "a reply of SOCKS 4");
        } else if (exchange.name().startsWith("5: connect by")) {
            Claim.equal(2 + lengthOfReply(sent, 2), end.taken(), "a reply of SOCKS 5");
        }
    }

    private static int lengthOfReply(byte[] sent, int at) {
        return 6 + lengthOfHost(sent, at + 3);
    }

    /// Of an address from its type on; -1 where the type is unknown.
    private static int lengthOfHost(byte[] bytes, int type) {
        return switch (bytes[type]) {
            case 1 -> 4;
            case 3 -> type + 1 < bytes.length ? 1 + (bytes[type + 1] & 0xff) : 0;
            case 4 -> 16;
            default -> -1;
        };
    }

    private static void datagram(byte[] wire) {
        Optional<SocksDatagram> read = SocksDatagram.decode(ByteBuffer.wrap(wire));
        int header = lengthOfHeader(wire);
        Claim.equal(header > 0, read.isPresent(), "whether it is a datagram");
        if (read.isEmpty()) {
            return;
        }
        SocksDatagram datagram = read.get();
        ByteBuffer payload = ByteBuffer.wrap(wire, header, wire.length - header);
        Claim.equal(payload, datagram.data(), "payload");
        Claim.equal(read, SocksDatagram.decode(datagram.encode()), "read again");
        checkHost(wire, header, datagram.address());
    }

    private static int lengthOfHeader(byte[] wire) {
        if (wire.length < 4 || wire[0] != 0 || wire[1] != 0 || wire[2] != 0) {
            return -1;
        }
        int host = lengthOfHost(wire, 3);
        int length = 4 + host + 2;
        boolean isNamed = wire[3] != 3 || wire.length > 4;
        return host >= 0 && isNamed && length <= wire.length ? length : -1;
    }

    private static void checkHost(byte[] wire, int header, SocksAddress address) {
        int port = (wire[header - 2] & 0xff) << 8 | (wire[header - 1] & 0xff);
        Claim.equal(port, address.port(), "port");
        byte[] host = Arrays.copyOfRange(wire, wire[3] == 3 ? 5 : 4, header - 2);
        if (address instanceof SocksAddress.Name name) {
            Claim.equal(new String(host, StandardCharsets.ISO_8859_1), name.host(), "name");
        } else if (address instanceof SocksAddress.Ip ip
                && ip.address().getAddress().length == host.length) {
            Claim.holds(Arrays.equals(host, ip.address().getAddress()), () -> "another address");
        }
    }
}
