package io.tsocks.launcher.supervisor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the addresses that a resolver takes from a name server's answer: those of the asked name,
/// or of the name that it is an alias of (RFC 1034, section 3.6.2). A program connects to no others
/// because of that answer.
///
/// Names are read as they are in a message, in lower case: labels with their lengths.
final class AnsweredAddresses {

    private static final int HEADER = 12;
    private static final int CNAME = 5;
    private static final int INTERNET = 1;

    /// The bit of an answer, and the kind of query.
    private static final int QR_AND_OPCODE = 0xf8;

    private static final int QR = 0x80;
    private static final int CODE = 0x0f;

    /// More aliases of aliases are not followed.
    private static final int MOST_ALIASES = 16;

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_LABEL = 63;
    private static final int POINTER = 0xc0;

    private final Map<String, List<InetAddress>> addresses = new HashMap<>();
    private final Map<String, String> aliases = new HashMap<>();

    private AnsweredAddresses() {}

    /// The addresses in an answer that is one to the question, as far as it can be read.
    static List<InetAddress> in(byte[] answer, DnsQuestion question) {
        AnsweredAddresses read = new AnsweredAddresses();
        if (!question.isOfInternet() || !isAnswer(answer, question)) {
            return List.of();
        }
        ByteBuffer message = ByteBuffer.wrap(answer).position(question.end());
        String name = name(ByteBuffer.wrap(question.message()).position(HEADER));
        try {
            int records = message.getShort(6) & 0xffff;
            for (int i = 0; i < records; i++) {
                read.readRecord(message, question.type());
            }
        } catch (BufferUnderflowException | IllegalArgumentException | UnknownHostException e) {
            // The records before count: some resolvers take them.
        }
        return read.of(name);
    }

    /// Whether a message without an error repeats the question.
    private static boolean isAnswer(byte[] answer, DnsQuestion question) {
        byte[] asked = question.message();
        return answer.length >= question.end()
                && answer[0] == asked[0]
                && answer[1] == asked[1]
                && (answer[2] & QR_AND_OPCODE) == QR
                && (answer[3] & CODE) == 0
                && ByteBuffer.wrap(answer).getShort(4) == 1
                && asked(answer, question.end()).equals(asked(asked, question.end()));
    }

    /// The question section: a name, of which the case does not count, and the type and class.
    private static String asked(byte[] message, int end) {
        int name = end - 2 * Short.BYTES - HEADER;
        return lower(new String(message, HEADER, name, StandardCharsets.ISO_8859_1))
                + new String(message, HEADER + name, 2 * Short.BYTES, StandardCharsets.ISO_8859_1);
    }

    private void readRecord(ByteBuffer message, int asked) throws UnknownHostException {
        String owner = name(message);
        int type = message.getShort() & 0xffff;
        boolean isOfInternet = message.getShort() == INTERNET;
        message.getInt();
        int length = message.getShort() & 0xffff;
        int end = message.position() + length;
        if (end > message.limit()) {
            throw new BufferUnderflowException();
        }
        boolean isAsked = asked == type || asked == DnsQuestion.ANY;
        if (isOfInternet && type == CNAME) {
            aliases.putIfAbsent(owner, name(message));
        } else if (isOfInternet && isAsked && isAddress(type, length)) {
            byte[] bits = new byte[length];
            message.get(bits);
            InetAddress address = InetAddress.getByAddress(bits);
            addresses.computeIfAbsent(owner, _ -> new ArrayList<>()).add(address);
        }
        message.position(end);
    }

    private static boolean isAddress(int type, int length) {
        return (type == DnsQuestion.A && length == 4) || (type == DnsQuestion.AAAA && length == 16);
    }

    /// The addresses of a name, or of the one that it is an alias of; none if aliases go in a
    /// circle.
    private List<InetAddress> of(String name) {
        Set<String> seen = new HashSet<>();
        String owner = name;
        for (String next = owner; next != null; next = aliases.get(owner)) {
            owner = next;
            if (!seen.add(owner) || seen.size() > MOST_ALIASES) {
                return List.of();
            }
        }
        return addresses.getOrDefault(owner, List.of());
    }

    /// Reads a name, which may end in a pointer to an earlier place, and goes past it.
    ///
    /// @throws IllegalArgumentException if the name is too long, as with pointers in a circle
    private static String name(ByteBuffer message) {
        StringBuilder name = new StringBuilder();
        ByteBuffer at = message;
        int length = at.get() & 0xff;
        while (length != 0) {
            if (length >= POINTER) {
                int to = ((length - POINTER) << 8) | (at.get() & 0xff);
                if (to >= at.position() - Short.BYTES) {
                    throw new IllegalArgumentException("a pointer that does not lead back");
                }
                at = message.duplicate().position(to);
            } else if (length > LONGEST_LABEL || name.length() + length >= LONGEST_NAME) {
                throw new IllegalArgumentException("a name that is too long");
            } else {
                byte[] label = new byte[length];
                at.get(label);
                name.append((char) length).append(new String(label, StandardCharsets.ISO_8859_1));
            }
            length = at.get() & 0xff;
        }
        return lower(name.toString());
    }

    private static String lower(String name) {
        StringBuilder lower = new StringBuilder(name);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c + 'a' - 'A'));
            }
        }
        return lower.toString();
    }
}
