package io.tsocks.protocol;

import io.tsocks.fuzz.Claim;
import io.tsocks.fuzz.Input;
import io.tsocks.testing.Authority;
import io.tsocks.testing.Identity;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;

/// Somebody between a client and its server may change, cut, repeat or leave out any record of
/// TLS that the server sends, or answer in its place. The client never throws, never goes on for
/// ever, and reads what the server has sent and nothing else, from its beginning. Once the
/// connection has ended it is over, and says why.
public final class TlsFuzz {

    private static final Authority AUTHORITY = Authority.create("Test");
    private static final Identity IDENTITY = AUTHORITY.issue(TlsEngines.HOST);

    private static final byte[] QUESTION = bytes(300, 3);
    private static final byte[] ANSWER = bytes(18_000, 7);

    /// Of type, version and length (RFC 8446, section 5.1).
    private static final int HEADER = 5;

    /// More than there are bytes.
    private static final int MOST_STEPS = 100_000;

    private TlsFuzz() {}

    private static byte[] bytes(int length, int step) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * step);
        }
        return bytes;
    }

    /// Tries one input.
    ///
    /// @param bytes which version, how long pieces are, how many changes, and each of them: at
    ///     which record, what, and where; or 255 and what answers in the server's place
    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        int which = input.octet();
        int length = input.octet();
        int piece = length == 0 ? 4_096 : length;
        if (which == 255) {
            answer(input.rest(), piece);
            return;
        }
        String version = which % 2 == 0 ? "TLSv1.3" : "TLSv1.2";
        List<Change> changes = new ArrayList<>();
        int count = input.choice(4);
        for (int i = 0; i < count; i++) {
            changes.add(
                    new Change(input.choice(16), input.choice(9), input.octet(), input.octet()));
        }
        new Meeting(version, piece, changes).hold();
    }

    /// A change of one record.
    ///
    /// @param record which one, from 0
    /// @param kind what becomes of it
    private record Change(int record, int kind, int first, int second) {

        /// What goes on in place of the record.
        byte[] of(byte[] sent) {
            byte[] other = sent.clone();
            return switch (kind) {
                case 1 -> {
                    int at = (first << 8 | second) % other.length;
                    other[at] ^= (byte) (1 << first % 8);
                    yield other;
                }
                case 2 -> Arrays.copyOf(other, other.length - 1 - first % other.length);
                case 3 -> withLength(other, first << 8 | second);
                case 4 ->
                        Arrays.copyOf(Arrays.copyOf(other, 2 * other.length), other.length + first);
                case 5 -> new byte[0];
                case 6 -> {
                    other[0] = (byte) first;
                    yield other;
                }
                case 7 -> repeated(other);
                case 8 -> withLength(Arrays.copyOf(other, other.length + 20_000), 0xffff);
                default -> other;
            };
        }

        private static byte[] withLength(byte[] record, int length) {
            record[3] = (byte) (length >> 8);
            record[4] = (byte) length;
            return record;
        }

        private static byte[] repeated(byte[] record) {
            byte[] twice = Arrays.copyOf(record, 2 * record.length);
            System.arraycopy(record, 0, twice, record.length, record.length);
            return twice;
        }
    }

    private static TlsSession session(SSLEngine engine, String version) {
        engine.setEnabledProtocols(new String[] {version});
        return new TlsSession(engine);
    }

    /// A client and a server, and somebody between them.
    private static final class Meeting {

        private final TlsSession client;
        private final TlsSession server;
        private final int piece;
        private final List<Change> changes;
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private final ByteBuffer question = ByteBuffer.wrap(QUESTION);
        private final ByteBuffer answer = ByteBuffer.wrap(ANSWER);
        private ByteBuffer unread = ByteBuffer.allocate(0);
        private ByteBuffer onTheWay = ByteBuffer.allocate(0);
        private int records;

        Meeting(String version, int piece, List<Change> changes) {
            client = session(TlsEngines.client(AUTHORITY), version);
            server = session(TlsEngines.server(IDENTITY), version);
            this.piece = piece;
            this.changes = changes;
        }

        void hold() {
            int steps = 0;
            while (step()) {
                steps++;
                Claim.holds(steps < MOST_STEPS, () -> "it goes on for ever");
            }
            checkRead();
            client.endOfInput();
            client.runTasks();
            checkOver();
        }

        private boolean step() {
            client.runTasks();
            server.runTasks();
            int before = question.remaining() + answer.remaining();
            client.send(question);
            server.send(answer);
            boolean moved = before != question.remaining() + answer.remaining();
            moved |= carry(client.output(), server);
            server.plaintext().position(server.plaintext().limit());
            change();
            moved |= carry(onTheWay, client);
            moved |= client.plaintext().hasRemaining();
            byte[] part = new byte[client.plaintext().remaining()];
            client.plaintext().get(part);
            read.writeBytes(part);
            return moved;
        }

        private boolean carry(ByteBuffer from, Tls to) {
            int count = Math.min(piece, Math.min(from.remaining(), to.needed()));
            to.receive(from.slice(from.position(), count));
            from.position(from.position() + count);
            return count > 0;
        }

        /// Takes over what the server has sent, record by record.
        private void change() {
            unread = joined(unread, server.output());
            while (unread.remaining() >= HEADER && unread.remaining() >= HEADER + length()) {
                byte[] sent = new byte[HEADER + length()];
                unread.get(sent);
                for (Change change : changes) {
                    sent =
                            change.record() == records && sent.length > HEADER
                                    ? change.of(sent)
                                    : sent;
                }
                records++;
                onTheWay = joined(onTheWay, ByteBuffer.wrap(sent));
            }
        }

        private int length() {
            return unread.getShort(unread.position() + 3) & 0xffff;
        }

        private void checkRead() {
            byte[] got = read.toByteArray();
            byte[] sent = Arrays.copyOf(ANSWER, got.length);
            Claim.holds(Arrays.equals(sent, got), () -> "it reads what nobody has sent");
            if (changes.isEmpty()) {
                Claim.equal(ANSWER.length, got.length, "bytes that are read");
            }
        }

        private void checkOver() {
            Claim.equal(0, client.needed(), "bytes that are needed");
            switch (client.state()) {
                case TlsState.Failed(TlsFailure failure) ->
                        Claim.holds(!failure.message().isBlank(), () -> "it does not say why");
                case TlsState.HalfClosed(TlsState.Side side) ->
                        Claim.equal(TlsState.Side.PEER, side, "who has ended");
                case TlsState.Closed ignored -> {}
                case TlsState.Open ignored -> throw new AssertionError("it is open");
                case TlsState.Handshaking ignored -> throw new AssertionError("it shakes hands");
            }
        }
    }

    private static ByteBuffer joined(ByteBuffer first, ByteBuffer second) {
        return ByteBuffer.allocate(first.remaining() + second.remaining())
                .put(first)
                .put(second)
                .flip();
    }

    /// Something else answers. The handshake inside TLS must not even begin.
    private static void answer(byte[] sent, int piece) {
        boolean[] begun = {false};
        Handshake handshake =
                new TlsHandshake(
                        new TlsSession(TlsEngines.client(AUTHORITY)),
                        () -> {
                            begun[0] = true;
                            return SocksHandshake.socks4(
                                    SocksRequest.connect(SocksAddress.of("host.test", 80)), "me");
                        });
        ByteBuffer in = ByteBuffer.wrap(sent);
        while (in.hasRemaining() && !handshake.state().isOver()) {
            handshake.output().position(handshake.output().limit());
            int before = in.position();
            int count = Math.min(piece, Math.min(in.remaining(), handshake.needed()));
            Claim.holds(count > 0 || handshake.task().isPresent(), () -> "nothing is needed");
            handshake.receive(in.slice(before, count));
            in.position(before + count);
            handshake.task().ifPresent(Runnable::run);
            handshake.resume();
        }
        handshake.endOfInput();
        Claim.holds(!begun[0], () -> "a stranger is asked");
        Claim.holds(
                handshake.state() instanceof HandshakeState.Failed(Phase phase, SocksFailure why)
                        && phase == Phase.TLS
                        && !why.message().isBlank(),
                () -> "it ends with " + handshake.state());
    }
}
