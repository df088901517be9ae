package io.tsocks.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Seeds;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a server sends, in whatever pieces: nothing is thrown, nothing is read too much, and
/// the pieces do not change the end.
class SocksHandshakeFuzzTest {

    private static final int ROUNDS = 400;

    private final List<Exchange> exchanges = Exchanges.all().toList();

    static LongStream seeds() {
        return Seeds.first(8);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void randomBytesNeverThrowAndPiecesDoNotMatter(long seed) {
        RandomGenerator random = Seeds.random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            plausibleStart(bytes, random);
            checkEverySplit(seed, anExchange(random), bytes, random);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void mutatedConversationsNeverThrowAndPiecesDoNotMatter(long seed) {
        RandomGenerator random = Seeds.random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            Exchange exchange = anExchange(random);
            byte[] bytes = exchange.serverBytes();
            for (int flips = random.nextInt(3); flips > 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            checkEverySplit(seed, exchange, bytes, random);
        }
    }

    private Exchange anExchange(RandomGenerator random) {
        return exchanges.get(random.nextInt(exchanges.size()));
    }

    /// Random bytes alone would nearly always fail at the first one.
    private static void plausibleStart(byte[] bytes, RandomGenerator random) {
        byte[] start = {5, (byte) random.nextInt(3), (byte) random.nextInt(6), 0, 0};
        System.arraycopy(start, 0, bytes, 0, Math.min(random.nextInt(6), bytes.length));
    }

    private static void checkEverySplit(
            long seed, Exchange exchange, byte[] bytes, RandomGenerator random) {
        String whole = feed(exchange, bytes, random, Integer.MAX_VALUE);
        for (int longest : new int[] {1, 3, 50}) {
            assertThat(feed(exchange, bytes, random, longest))
                    .as("seed %d, %s, pieces up to %d", seed, exchange, longest)
                    .isEqualTo(whole);
        }
    }

    private static String feed(
            Exchange exchange, byte[] bytes, RandomGenerator random, int longest) {
        Handshake handshake = exchange.client().get();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Exchange.work(handshake);
        while (in.hasRemaining() && !handshake.state().isOver()) {
            handshake.output().position(handshake.output().limit());
            int needed = handshake.needed();
            assertThat(needed).isPositive();
            int piece = longest == 1 ? 1 : 1 + random.nextInt(Math.min(longest, in.remaining()));
            ByteBuffer part = in.slice(in.position(), Math.min(piece, in.remaining()));
            handshake.receive(part);
            Exchange.work(handshake);
            assertThat(part.position()).isBetween(1, needed);
            if (!(handshake.state() instanceof HandshakeState.Failed)) {
                assertThat(part.position()).isEqualTo(Math.min(needed, part.limit()));
            }
            in.position(in.position() + part.position());
        }
        handshake.endOfInput();
        return handshake.state() + " after " + in.position();
    }
}
