package io.tsocks.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Seeds;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HttpConnectHandshakeTest {

    private static final String TUNNEL = "SSH-2.0-first\r\n\r\n";

    static Stream<Exchange> exchanges() {
        return HttpExchanges.all();
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void everyHeadArrivesWholeAndByteByByte(Exchange exchange) {
        exchange.run(Integer.MAX_VALUE, "");
        exchange.run(1, "");
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void whatFollowsIsLeftToTheApplication(Exchange exchange) {
        exchange.run(Integer.MAX_VALUE, "0d0a");
        exchange.run(1, "00");
    }

    /// Who reads what is asked for, and who looks first and reads what is claimed, in pieces as
    /// they come: all see the same end, and the same first byte of the tunnel.
    @ParameterizedTest
    @MethodSource("exchanges")
    void allWaysToReadComeToTheSameEnd(Exchange exchange) {
        byte[] head = exchange.serverBytes();
        ByteBuffer sent = ByteBuffer.allocate(head.length + TUNNEL.length());
        sent.put(head).put(TUNNEL.getBytes(StandardCharsets.US_ASCII)).flip();
        String whole = end(exchange, sent.duplicate(), List.of(sent.limit()), true);
        for (int cut = 1; cut < Math.min(sent.limit(), 300); cut++) {
            List<Integer> pieces = List.of(cut, sent.limit());
            assertThat(end(exchange, sent.duplicate(), pieces, true)).isEqualTo(whole);
            assertThat(end(exchange, sent.duplicate(), pieces, false)).isEqualTo(whole);
        }
        if (whole.startsWith("Established")) {
            assertThat(whole).endsWith(" after " + head.length);
        }
    }

    static LongStream seeds() {
        return Seeds.first(50);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noBytesThrowAndPiecesDoNotMatter(long seed) {
        RandomGenerator random = Seeds.random(seed);
        List<Exchange> all = HttpExchanges.all().toList();
        for (int i = 0; i < 100; i++) {
            Exchange exchange = all.get(random.nextInt(all.size()));
            byte[] sent = exchange.serverBytes();
            for (int flips = random.nextInt(4); flips > 0 && sent.length > 0; flips--) {
                byte[] likely = {'\r', '\n', ':', ' ', 0, (byte) random.nextInt()};
                sent[random.nextInt(sent.length)] = likely[random.nextInt(likely.length)];
            }
            String whole = end(exchange, ByteBuffer.wrap(sent), List.of(sent.length + 1), true);
            List<Integer> pieces = List.of(1 + random.nextInt(3), 1 + random.nextInt(40));
            assertThat(end(exchange, ByteBuffer.wrap(sent), pieces, random.nextBoolean()))
                    .as("seed %d, %s", seed, exchange)
                    .isEqualTo(whole);
        }
    }

    /// The state at the end of input, and how many bytes were the handshake's. After a failure the
    /// connection is closed, and nobody asks.
    ///
    /// @param looks whether the driver looks at what has come, and takes what is claimed
    private static String end(
            Exchange exchange, ByteBuffer sent, List<Integer> pieces, boolean looks) {
        Handshake handshake = exchange.client().get();
        handshake.output().position(handshake.output().limit());
        for (int i = 0; sent.hasRemaining() && !handshake.state().isOver(); i++) {
            int come = Math.min(pieces.get(i % pieces.size()), sent.remaining());
            ByteBuffer part = sent.slice(sent.position(), come);
            int most = looks ? handshake.claim(part) : Math.min(handshake.needed(), come);
            assertThat(most).isPositive();
            handshake.receive(part.limit(most));
            assertThat(part.position()).isPositive();
            sent.position(sent.position() + part.position());
        }
        handshake.endOfInput();
        return handshake.state() instanceof HandshakeState.Failed failed
                ? failed.toString()
                : handshake.state() + " after " + sent.position();
    }

    @Test
    void aLoginIsSentInAPhaseOfItsOwn() {
        Handshake handshake = HttpExchanges.withLogin("joe", "pw");
        assertThat(handshake.state())
                .isEqualTo(new HandshakeState.Negotiating(Phase.AUTHENTICATION));
        handshake.output().position(handshake.output().limit());
        assertThat(handshake.state()).isEqualTo(new HandshakeState.Negotiating(Phase.REPLY));
        assertThat(new HttpConnectHandshake(HttpExchanges.TO_NAME, null).state())
                .isEqualTo(new HandshakeState.Negotiating(Phase.REQUEST));
    }

    @Test
    void aUsualHeadIsReadInOnePieceByWhoLooksFirst() {
        Handshake handshake = new HttpConnectHandshake(HttpExchanges.TO_NAME, null);
        byte[] sent =
                "HTTP/1.1 200 Connection established\r\n\r\nSSH"
                        .getBytes(StandardCharsets.US_ASCII);
        assertThat(handshake.claim(ByteBuffer.wrap(sent))).isEqualTo(sent.length - 3);
        assertThat(handshake.needed()).isEqualTo(14);
    }

    @Test
    void whatAProxySaidBeforeItClosedCounts() {
        Handshake handshake = new HttpConnectHandshake(HttpExchanges.TO_NAME, null);
        byte[] sent = "HTTP/1.1 403 Forbidden\r\nContent-".getBytes(StandardCharsets.US_ASCII);
        handshake.receive(ByteBuffer.wrap(sent));
        handshake.endOfInput();
        assertThat(handshake.state())
                .isInstanceOfSatisfying(
                        HandshakeState.Failed.class,
                        failed ->
                                assertThat(failed.failure().fault()).isEqualTo(Fault.DESTINATION));
    }

    @Test
    void aProxyThatClosesSaysNothing() {
        Handshake handshake = new HttpConnectHandshake(HttpExchanges.TO_NAME, null);
        handshake.output().position(handshake.output().limit());
        handshake.receive(
                ByteBuffer.wrap("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII)));
        handshake.endOfInput();
        assertThat(handshake.state())
                .isEqualTo(new HandshakeState.Failed(Phase.REPLY, new SocksFailure.Closed()));
    }

    @Test
    void everyFailureIsSomebodysFault() {
        assertThat(HttpExchanges.all().map(HttpConnectHandshakeTest::fault).distinct())
                .contains(
                        Fault.DESTINATION,
                        Fault.LOGIN,
                        Fault.PROTOCOL,
                        Fault.REQUEST,
                        Fault.SERVER);
        assertThat(new SocksFailure.Closed().fault()).isEqualTo(Fault.CLOSED);
        assertThat(new SocksFailure.NoAcceptableMethod(true, false).fault())
                .isEqualTo(Fault.METHOD);
    }

    private static Object fault(Exchange exchange) {
        Handshake handshake = exchange.client().get();
        for (ByteBuffer in = ByteBuffer.wrap(exchange.serverBytes());
                in.hasRemaining() && !handshake.state().isOver(); ) {
            handshake.receive(in);
        }
        return handshake.state() instanceof HandshakeState.Failed failed
                ? failed.failure().fault()
                : "none";
    }
}
