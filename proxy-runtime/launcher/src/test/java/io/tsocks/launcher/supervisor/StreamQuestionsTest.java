package io.tsocks.launcher.supervisor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.SocketTimeoutException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamQuestionsTest {

    /// A program that has sent something and waits for an answer.
    private static StreamQuestions waitingAfter(byte[] sent) {
        InputStream silence =
                new InputStream() {
                    @Override
                    public int read() throws SocketTimeoutException {
                        throw new SocketTimeoutException();
                    }

                    @Override
                    public int read(byte[] to, int at, int length) throws SocketTimeoutException {
                        throw new SocketTimeoutException();
                    }
                };
        return new StreamQuestions(
                new SequenceInputStream(new ByteArrayInputStream(sent), silence));
    }

    /// No program that waits for a server to answer must wait for tsocks to need more bytes.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.0\r\n\r\n",
                "SSH-2.0-OpenSSH_10.0\r\n",
                "EHLO mail.example\r\n",
                "QUIT\r\n",
                "\5\1\0",
                ""
            })
    void anotherProtocolIsNoQuestion(String sent) {
        StreamQuestions questions = waitingAfter(sent.getBytes(ISO_8859_1));
        assertThatThrownBy(questions::next).isInstanceOf(StreamQuestions.NoQuestion.class);
    }

    /// The start of a ClientHello of 512 bytes, which reads as a header with one question.
    @Test
    void tlsIsNoQuestion() {
        byte[] hello = HexFormat.of().parseHex("1603010200010001fc0303a1a2a3a4a5");
        assertThatThrownBy(waitingAfter(hello)::next)
                .isInstanceOf(StreamQuestions.NoQuestion.class);
    }

    @Test
    void questionsComeOneAfterTheOther() throws Exception {
        byte[] one = Messages.bytes("web.example", DnsQuestion.A);
        byte[] framed = NameServerCalls.framed(one);
        StreamQuestions questions =
                waitingAfter(HexFormat.of().parseHex(HexFormat.of().formatHex(framed).repeat(2)));
        assertThat(questions.next()).isEqualTo(one);
        assertThat(questions.next()).isEqualTo(one);
        assertThatThrownBy(questions::next).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void aProgramThatHasGoneAsksNothing() {
        StreamQuestions questions = new StreamQuestions(new ByteArrayInputStream(new byte[0]));
        assertThatThrownBy(questions::next).isInstanceOf(EOFException.class);
    }
}
