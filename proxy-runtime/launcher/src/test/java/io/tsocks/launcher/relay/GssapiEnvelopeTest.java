package io.tsocks.launcher.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.MarkingContext;
import io.tsocks.net.Protection;
import io.tsocks.protocol.Encapsulation;
import io.tsocks.testing.Seeds;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The messages of RFC 1961 as bytes in and bytes out.
class GssapiEnvelopeTest {

    private static final int MOST = 200_000;

    /// Whatever pieces the network makes of the messages.
    @Test
    void whatOneSideSealsTheOtherOneOpens() {
        Seeds.first(200)
                .forEach(
                        seed -> {
                            RandomGenerator random = Seeds.random(seed);
                            byte[] data = new byte[random.nextInt(MOST)];
                            random.nextBytes(data);
                            Envelope from = envelope();
                            Envelope to = envelope();
                            ByteBuffer unsealed = ByteBuffer.wrap(data);
                            ByteArrayOutputStream opened = new ByteArrayOutputStream();
                            while (unsealed.hasRemaining() || from.output().hasRemaining()) {
                                from.seal(unsealed);
                                carry(from.output(), to, random, opened);
                            }
                            from.sealEnd();
                            to.endOfInput();
                            assertThat(opened.toByteArray()).as("seed " + seed).isEqualTo(data);
                            assertThat(to.input()).isEqualTo(Envelope.Input.ENDED);
                            assertThat(to.failure()).isNull();
                        });
    }

    private static void carry(
            ByteBuffer bytes, Envelope to, RandomGenerator random, ByteArrayOutputStream opened) {
        int length = Math.min(bytes.remaining(), 1 + random.nextInt(20_000));
        ByteBuffer piece = bytes.slice(bytes.position(), Math.min(length, to.needed()));
        bytes.position(bytes.position() + piece.remaining());
        to.receive(piece);
        while (to.opened().hasRemaining()) {
            assertThat(to.needed()).as("needed while data is unread").isZero();
            byte[] part = new byte[Math.min(to.opened().remaining(), 1 + random.nextInt(9_000))];
            to.opened().get(part);
            opened.writeBytes(part);
        }
    }

    @Test
    void anEndBetweenMessagesIsTheEnd() {
        Envelope envelope = envelope();
        envelope.receive(ByteBuffer.wrap(new byte[] {1, 3, 0, 2, 7, 'p'}));
        envelope.endOfInput();
        assertThat(envelope.opened().get()).isEqualTo((byte) 7);
        assertThat(envelope.input()).isEqualTo(Envelope.Input.ENDED);
        assertThat(envelope.endsWithConnection()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void anEndWithinAMessageBreaksIt(int length) {
        Envelope envelope = envelope();
        byte[] message = {1, 3, 0, 2, 7, 'p'};
        envelope.receive(ByteBuffer.wrap(Arrays.copyOf(message, length)));
        envelope.endOfInput();
        assertThat(envelope.input()).isEqualTo(Envelope.Input.BROKEN);
        assertThat(envelope.failure()).contains("data is missing");
    }

    /// What came before it is as the server has sent it.
    @Test
    void aDamagedMessageBreaksItAfterWhatCameBefore() {
        Envelope envelope = envelope();
        envelope.receive(
                ByteBuffer.wrap(new byte[] {1, 3, 0, 2, 7, 'p', 1, 3, 0, 2, 8, 'x', 1, 3}));
        assertThat(envelope.input()).isEqualTo(Envelope.Input.OPEN);
        assertThat(envelope.opened().get()).isEqualTo((byte) 7);
        assertThat(envelope.opened().hasRemaining()).isFalse();
        assertThat(envelope.input()).isEqualTo(Envelope.Input.BROKEN);
        assertThat(envelope.failure()).contains("cannot be trusted: the mark is missing");
        assertThat(envelope.needed()).isZero();
    }

    @ParameterizedTest
    @ValueSource(bytes = {1, 2, (byte) 0xff})
    void aMessageOfAnotherTypeBreaksIt(byte type) {
        Envelope envelope = envelope();
        envelope.receive(ByteBuffer.wrap(new byte[] {1, type, 0, 2, 7, 'p'}));
        envelope.opened();
        assertThat(envelope.input()).isEqualTo(Envelope.Input.BROKEN);
    }

    @Test
    void emptyMessagesAreNoData() {
        Envelope envelope = envelope();
        envelope.receive(ByteBuffer.wrap(new byte[] {1, 3, 0, 1, 'p', 1, 3, 0, 1, 'p'}));
        assertThat(envelope.opened().hasRemaining()).isFalse();
        assertThat(envelope.input()).isEqualTo(Envelope.Input.OPEN);
    }

    private static Envelope envelope() {
        return new GssapiEnvelope(new Encapsulation(new MarkingContext(), Protection.INTEGRITY));
    }
}
