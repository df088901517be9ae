package io.tsocks.launcher.supervisor;

import io.tsocks.net.Address;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Makes answers to questions (RFC 1035, section 4.1).
///
/// An answer made here says that recursion is available, because resolvers take an empty answer of
/// a server without recursion for a referral, and ask another one.
final class DnsAnswer {

    /// The bit of an answer; the other bit says that recursion is available.
    private static final int QR = 0x80;

    private static final int RA = 0x80;
    private static final int RD = 0x01;

    private static final int NO_ERROR = 0;
    private static final int FORMAT_ERROR = 1;
    private static final int SERVER_FAILURE = 2;
    private static final int NO_SUCH_NAME = 3;
    private static final int NOT_IMPLEMENTED = 4;

    private static final int HEADER = 12;

    /// A pointer to the name of the question.
    private static final short QUESTION_NAME = (short) (0xc000 | HEADER);

    private static final short INTERNET = 1;

    /// The time to live in seconds, short so that resolvers do not keep an answer.
    private static final int TTL = 1;

    /// The longest answer that is accepted by UDP.
    private static final short UDP_SIZE = 1_232;

    private DnsAnswer() {}

    /// An answer with those addresses of the name that have the asked type; may have none.
    static byte[] addresses(DnsQuestion question, List<Address> addresses) {
        List<byte[]> data = new ArrayList<>();
        for (Address address : addresses) {
            byte[] bits = address.toInetAddress().getAddress();
            int type = bits.length == 4 ? DnsQuestion.A : DnsQuestion.AAAA;
            if (question.type() == type || question.type() == DnsQuestion.ANY) {
                data.add(record(type, bits));
            }
        }
        return message(question, NO_ERROR, data);
    }

    /// An answer with the name of the asked address.
    static byte[] name(DnsQuestion question, String name) {
        ByteArrayOutputStream labels = new ByteArrayOutputStream();
        for (String label : name.split("\\.", -1)) {
            labels.write(label.length());
            labels.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        labels.write(0);
        return message(question, NO_ERROR, List.of(record(DnsQuestion.PTR, labels.toByteArray())));
    }

    /// The answer that the name exists but has no such records.
    static byte[] nothing(DnsQuestion question) {
        return message(question, NO_ERROR, List.of());
    }

    /// The answer that there is no such name.
    static byte[] noSuchName(DnsQuestion question) {
        return message(question, NO_SUCH_NAME, List.of());
    }

    /// The answer that no name server could be asked, or that there is no room for the answer.
    static byte[] failure(DnsQuestion question) {
        return message(question, SERVER_FAILURE, List.of());
    }

    /// The answer that such questions are not supported.
    static byte[] notImplemented(DnsQuestion question) {
        return message(question, NOT_IMPLEMENTED, List.of());
    }

    /// The answer to a malformed question: a header that says so.
    ///
    /// @return empty if the message has no whole header, or is an answer
    static byte[] malformed(byte[] message) {
        if (message.length < HEADER || (message[2] & QR) != 0) {
            return new byte[0];
        }
        byte[] header = Arrays.copyOf(message, HEADER);
        header[2] = (byte) (QR | (header[2] & 0x79));
        header[3] = FORMAT_ERROR;
        Arrays.fill(header, 4, HEADER, (byte) 0);
        return header;
    }

    private static byte[] record(int type, byte[] data) {
        return ByteBuffer.allocate(12 + data.length)
                .putShort(QUESTION_NAME)
                .putShort((short) type)
                .putShort(INTERNET)
                .putInt(TTL)
                .putShort((short) data.length)
                .put(data)
                .array();
    }

    private static byte[] message(DnsQuestion question, int code, List<byte[]> records) {
        byte[] asked = question.message();
        ByteBuffer header =
                ByteBuffer.allocate(HEADER)
                        .put(asked, 0, 2)
                        .put((byte) (QR | (asked[2] & RD)))
                        .put((byte) (RA | code))
                        .putShort((short) 1)
                        .putShort((short) records.size())
                        .putShort((short) 0)
                        .putShort((short) (question.hasOptions() ? 1 : 0));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(header.array());
        all.write(asked, HEADER, question.end() - HEADER);
        records.forEach(all::writeBytes);
        if (question.hasOptions()) {
            all.writeBytes(options());
        }
        return all.toByteArray();
    }

    private static byte[] options() {
        return ByteBuffer.allocate(11)
                .put((byte) 0)
                .putShort((short) DnsQuestion.OPT)
                .putShort(UDP_SIZE)
                .array();
    }
}
