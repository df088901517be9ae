package io.tsocks.launcher.supervisor;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Questions and answers of name servers, for tests.
final class Messages {

    private Messages() {}

    static DnsQuestion question(String name, int type) {
        return DnsQuestion.parse(bytes(name, type)).orElseThrow();
    }

    /// A question with recursion desired, and an OPT record.
    static byte[] bytes(String name, int type) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(new byte[] {0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1});
        for (String label : name.split("\\.", -1)) {
            if (!label.isEmpty()) {
                all.write(label.length());
                all.writeBytes(label.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        all.writeBytes(new byte[] {0, (byte) (type >> 8), (byte) type, 0, 1});
        all.writeBytes(new byte[] {0, 0, 41, 4, (byte) 0xd0, 0, 0, 0, 0, 0, 0});
        return all.toByteArray();
    }

    /// The code of an answer: 0 if there is no error.
    static int code(byte[] answer) {
        return answer[3] & 15;
    }

    /// How many records the answer section has.
    static int count(byte[] answer) {
        return ByteBuffer.wrap(answer).getShort(6);
    }
}
