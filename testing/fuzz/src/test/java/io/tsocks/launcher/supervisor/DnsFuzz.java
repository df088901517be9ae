package io.tsocks.launcher.supervisor;

import io.tsocks.fuzz.Claim;
import io.tsocks.fuzz.Input;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.xbill.DNS.DNSInput;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/// A datagram that the relay takes for a question is one for a second reader of DNS (dnsjava) too,
/// with one question and no answers. An answer is cut so that it fits, and still is a message with
/// the same id. An answer that is made here is a message for that reader, with the same question.
public final class DnsFuzz {

    private static final int LEAST = 512;

    private DnsFuzz() {}

    /// Tries one input.
    ///
    /// @param bytes the length of the question, and then the question and an answer
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        Input input = new Input(bytes);
        int length = input.octet() << 4;
        byte[] messages = input.rest();
        byte[] question = Arrays.copyOf(messages, Math.min(length, messages.length));
        byte[] answer = Arrays.copyOfRange(messages, question.length, messages.length);
        if (DnsMessage.isQuestion(question)) {
            checkQuestion(question);
            checkAddresses(question, answer);
        }
        checkCut(question, answer);
    }

    private static void checkAddresses(byte[] question, byte[] answer) {
        DnsQuestion.parse(question)
                .ifPresent(
                        asked -> {
                            int count = AnsweredAddresses.in(answer, asked).size();
                            Claim.holds(count <= answer.length, () -> "more addresses than bytes");
                        });
    }

    private static void checkQuestion(byte[] question) {
        try {
            readQuestion(question);
            readAnswer(question);
        } catch (IOException e) {
            throw new AssertionError(HexFormat.of().formatHex(question) + " is not a message", e);
        }
    }

    private static void readQuestion(byte[] question) throws IOException {
        Header header = new Header(question);
        Claim.equal(Opcode.QUERY, header.getOpcode(), "opcode");
        Claim.holds(!header.getFlag(Flags.QR), () -> "an answer");
        Claim.equal(1, header.getCount(Section.QUESTION), "questions");
        Claim.equal(0, header.getCount(Section.ANSWER), "answers");
        Claim.equal(0, header.getCount(Section.AUTHORITY), "authorities");
        DNSInput message = new DNSInput(question);
        message.jump(Header.LENGTH);
        readNameTypeAndClass(message);
        for (int left = header.getCount(Section.ADDITIONAL); left > 0; left--) {
            readNameTypeAndClass(message);
            message.readU32();
            message.readByteArray(message.readU16());
        }
        Claim.equal(0, message.remaining(), "bytes after the message");
    }

    private static void readAnswer(byte[] question) throws IOException {
        DnsQuestion asked = DnsQuestion.parse(question).orElseThrow();
        Message answer = new Message(DnsAnswer.noSuchName(asked));
        Claim.equal(asked.id(), answer.getHeader().getID(), "id");
        Claim.equal(Rcode.NXDOMAIN, answer.getRcode(), "code");
        Claim.equal(asked.type(), answer.getQuestion().getType(), "type");
    }

    private static void readNameTypeAndClass(DNSInput message) throws IOException {
        Claim.holds(new Name(message).isAbsolute(), () -> "a name without an end");
        message.readU16();
        message.readU16();
    }

    /// What a name server sends is handed on as it is; only what is too long has to be cut.
    private static void checkCut(byte[] question, byte[] answer) {
        byte[] sent = DnsMessage.forUdp(question, answer);
        if (answer.length <= LEAST) {
            Claim.holds(Arrays.equals(answer, sent), () -> "a short answer is another");
            return;
        }
        Claim.holds(sent.length <= answer.length, () -> "longer than the answer");
        if (sent.length < answer.length) {
            Claim.holds(sent.length <= LEAST, () -> "cut to " + sent.length);
            Claim.holds((sent[2] & 2) != 0, () -> "not marked as cut");
            Claim.holds(sent[0] == answer[0] && sent[1] == answer[1], () -> "another id");
        }
    }
}
