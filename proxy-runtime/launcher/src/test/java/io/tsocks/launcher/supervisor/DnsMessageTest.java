package io.tsocks.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An answer that is longer than its asker takes says so, and the asker asks again over TCP.
class DnsMessageTest {

    /// The name a.bc, of type A and class IN.
    private static final byte[] NAME = {1, 'a', 2, 'b', 'c', 0, 0, 1, 0, 1};

    private static byte[] message(int answers, int additional, byte[] rest) {
        return ByteBuffer.allocate(12 + NAME.length + rest.length)
                .putInt(0x1234_8180)
                .putShort((short) 1)
                .putShort((short) answers)
                .putShort((short) 0)
                .putShort((short) additional)
                .put(NAME)
                .put(rest)
                .array();
    }

    private static byte[] askerWhoTakes(int bytes) {
        byte[] opt = {0, 0, 41, (byte) (bytes >> 8), (byte) bytes, 0, 0, 0, 0, 0, 0};
        return message(0, 1, opt);
    }

    @Test
    void whatFitsStaysAsItIs() {
        byte[] answer = message(1, 0, new byte[490]);
        assertThat(DnsMessage.forUdp(message(0, 0, new byte[0]), answer)).isSameAs(answer);
        byte[] long4 = message(1, 0, new byte[4_000]);
        assertThat(DnsMessage.forUdp(askerWhoTakes(4_096), long4)).isSameAs(long4);
    }

    @Test
    void whatDoesNotFitIsTheHeaderAndTheQuestionMarkedAsTruncated() {
        byte[] answer = message(30, 1, new byte[1_300]);
        for (byte[] question : new byte[][] {message(0, 0, new byte[0]), askerWhoTakes(1_232)}) {
            byte[] sent = DnsMessage.forUdp(question, answer);
            byte[] expected = message(0, 0, new byte[0]);
            expected[2] |= 2;
            assertThat(sent).isEqualTo(expected);
        }
    }

    @Test
    void anAskerWhoMakesNoSenseTakesTheLeast() {
        byte[] answer = message(30, 0, new byte[1_300]);
        for (int length = 0; length < 30; length++) {
            byte[] question = Arrays.copyOf(askerWhoTakes(4_096), length);
            assertThat(DnsMessage.forUdp(question, answer)).hasSize(12 + NAME.length);
        }
    }

    @Test
    void anAnswerWithoutAQuestionIsItsHeader() {
        byte[] answer = new byte[600];
        assertThat(DnsMessage.forUdp(new byte[0], answer)).startsWith(0, 0, 2, 0).hasSize(12);
    }

    private static byte[] question(String hex) {
        return java.util.HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "1234 0100 0001 0000 0000 0000 03777777 00 0001 0001, true",
        "1234 0100 0001 0000 0000 0001 03777777 00 0001 0001 00 0029 04d0 00000000 0000, true",
        "1234 8180 0001 0000 0000 0000 03777777 00 0001 0001, false",
        "1234 2800 0001 0000 0000 0000 03777777 00 0001 0001, false",
        "1234 0100 0002 0000 0000 0000 03777777 00 0001 0001 00 0001 0001, false",
        "1234 0100 0001 0000 0000 0000 03777777 00 0001 0001 ff, false",
        "1234 0100 0001 0000 0000 0000 05777777 00 0001 0001, false",
        "1234 0100, false",
    })
    void onlyAQueryOfOneQuestionIsAQuestion(String hex, boolean isQuestion) {
        assertThat(DnsMessage.isQuestion(question(hex))).isEqualTo(isQuestion);
    }

    /// A pointer may lead anywhere in the message. RFC 1035, section 4.1.4, reserves the labels
    /// that begin with the bits 01 or 10.
    @ParameterizedTest
    @CsvSource({
        "1234 0100 0001 0000 0000 0000 c00c 0001 0001",
        "1234 0100 0001 0000 0000 0000 03777777 c00c 0001 0001",
        "1234 0100 0001 0000 0000 0001 03777777 00 0001 0001 c00c 0029 04d0 00000000 0000",
    })
    void aQuestionWithAPointerIsNone(String hex) {
        assertThat(DnsMessage.isQuestion(question(hex))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"63, true", "64, false", "191, false"})
    void aLabelOfAQuestionHasAtMost63Bytes(int length, boolean isQuestion) {
        byte[] head = question("1234 0100 0001 0000 0000 0000");
        ByteBuffer message = ByteBuffer.allocate(head.length + 1 + length + 5);
        message.put(head).put((byte) length).position(message.capacity() - 4);
        message.putInt(0x0001_0001);
        assertThat(DnsMessage.isQuestion(message.array())).isEqualTo(isQuestion);
    }
}
