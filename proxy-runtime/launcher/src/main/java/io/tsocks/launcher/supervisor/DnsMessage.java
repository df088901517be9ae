package io.tsocks.launcher.supervisor;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Reads DNS messages (RFC 1035, section 4) as far as needed to pass answers from TCP on to UDP.
final class DnsMessage {

    /// The largest UDP answer that a client accepts unless it says otherwise (RFC 1035, section
    /// 2.3.4).
    private static final int LEAST = 512;

    private static final int HEADER = 12;

    /// The bit of an answer, and the kind of query, in the third byte.
    private static final int QR_AND_OPCODE = 0xf8;

    /// The longest name in a message (RFC 1035, section 2.3.4).
    private static final int LONGEST_NAME = 255;

    /// The longest part of a name.
    private static final int LONGEST_LABEL = 63;

    private static final int POINTER = 0xc0;

    /// The bit "truncated" in the third byte.
    private static final int TC = 0x02;

    private DnsMessage() {}

    /// Whether a datagram is a question and nothing else (RFC 1035, section 4.1): a query with one
    /// question, followed by at most the records of the additional section, up to the last byte.
    /// Its names must be written out in full, as resolvers write them.
    static boolean isQuestion(byte[] bytes) {
        ByteBuffer message = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER
                || (bytes[2] & QR_AND_OPCODE) != 0
                || message.getShort(4) != 1
                || message.getShort(6) != 0
                || message.getShort(8) != 0) {
            return false;
        }
        try {
            message.position(HEADER);
            skipLabels(message);
            skip(message, 4);
            int records = message.getShort(10) & 0xffff;
            for (int i = 0; i < records; i++) {
                skipLabels(message);
                skip(message, 8);
                skip(message, message.getShort() & 0xffff);
            }
            return !message.hasRemaining();
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return false;
        }
    }

    /// Whether a question has an OPT record (RFC 6891).
    static boolean hasOptions(byte[] question) {
        try {
            return optionsSize(question) >= 0;
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return false;
        }
    }

    /// The answer in the form for UDP. If it is longer than the client accepts, only its header and
    /// question are sent, marked as truncated, so that the client asks again over TCP.
    static byte[] forUdp(byte[] question, byte[] answer) {
        return answer.length <= limit(question) ? answer : truncated(answer);
    }

    /// The size in the question's OPT record (RFC 6891), at least 512.
    private static int limit(byte[] question) {
        try {
            return Math.max(LEAST, optionsSize(question));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            // A malformed question cannot set a larger size.
            return LEAST;
        }
    }

    /// The size that the OPT record names; -1 if there is none.
    private static int optionsSize(byte[] question) {
        ByteBuffer message = ByteBuffer.wrap(question);
        int records = records(message);
        for (int i = 0; i < records; i++) {
            skipName(message);
            int type = message.getShort() & 0xffff;
            int size = message.getShort() & 0xffff;
            message.getInt();
            skip(message, message.getShort() & 0xffff);
            if (type == DnsQuestion.OPT) {
                return size;
            }
        }
        return -1;
    }

    /// Goes past the questions.
    ///
    /// @return how many records follow
    private static int records(ByteBuffer message) {
        return answers(message) + (message.getShort(8) & 0xffff) + (message.getShort(10) & 0xffff);
    }

    /// Goes past the questions.
    ///
    /// @return how many records of the answer section follow
    /// @throws BufferUnderflowException or IllegalArgumentException if the message ends before
    static int answers(ByteBuffer message) {
        message.position(HEADER);
        int questions = message.getShort(4) & 0xffff;
        for (int i = 0; i < questions; i++) {
            skipName(message);
            skip(message, 4);
        }
        return message.getShort(6) & 0xffff;
    }

    /// Skips a name that is written out in full, without a pointer to another.
    ///
    /// @throws IllegalArgumentException if a label or the whole name is too long; a pointer counts
    ///     as a label that is too long
    private static void skipLabels(ByteBuffer message) {
        int start = message.position();
        for (int length = message.get() & 0xff; length != 0; length = message.get() & 0xff) {
            if (length > LONGEST_LABEL) {
                throw new IllegalArgumentException("a label of " + length + " bytes");
            }
            skip(message, length);
        }
        if (message.position() - start > LONGEST_NAME) {
            throw new IllegalArgumentException("a name of more than " + LONGEST_NAME + " bytes");
        }
    }

    /// Goes past a name, which may end in a pointer to another.
    static void skipName(ByteBuffer message) {
        int length = message.get() & 0xff;
        while (length != 0 && length < POINTER) {
            skip(message, length);
            length = message.get() & 0xff;
        }
        if (length >= POINTER) {
            message.get();
        }
    }

    private static void skip(ByteBuffer message, int bytes) {
        message.position(message.position() + bytes);
    }

    private static byte[] truncated(byte[] answer) {
        ByteBuffer message = ByteBuffer.wrap(answer);
        try {
            records(message);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            message.position(Math.min(HEADER, answer.length));
        }
        boolean hasQuestion = message.position() > HEADER;
        byte[] start = Arrays.copyOf(answer, Math.min(message.position(), LEAST));
        start[2] |= TC;
        Arrays.fill(start, hasQuestion ? 6 : 4, HEADER, (byte) 0);
        return start;
    }
}
