package io.tsocks.launcher.supervisor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;

/// A question to a name server (RFC 1035, section 4.1).
final class DnsQuestion {

    static final int A = 1;
    static final int PTR = 12;
    static final int AAAA = 28;
    static final int OPT = 41;
    static final int SVCB = 64;
    static final int HTTPS = 65;

    /// The type that asks for all records (RFC 8482 allows an answer to have only some of them).
    static final int ANY = 255;

    /// The class of the internet, and the one that asks for all classes.
    private static final int INTERNET = 1;

    private static final int ANY_CLASS = 255;

    /// Stands for a byte that no host name has.
    static final char NO_LETTER = '?';

    private static final int HEADER = 12;
    private static final String REVERSE4 = ".in-addr.arpa";
    private static final String REVERSE6 = ".ip6.arpa";

    private final byte[] message;
    private final String name;
    private final int type;
    private final int end;
    private final boolean hasOptions;

    private DnsQuestion(byte[] message, String name, int type, int end, boolean hasOptions) {
        this.message = message;
        this.name = name;
        this.type = type;
        this.end = end;
        this.hasOptions = hasOptions;
    }

    /// Reads a message.
    ///
    /// @return empty if it is not a question by [DnsMessage#isQuestion]
    static Optional<DnsQuestion> parse(byte[] message) {
        if (!DnsMessage.isQuestion(message)) {
            return Optional.empty();
        }
        ByteBuffer rest = ByteBuffer.wrap(message).position(HEADER);
        StringBuilder name = new StringBuilder();
        for (int length = rest.get(); length != 0; length = rest.get()) {
            name.append(name.isEmpty() ? "" : ".");
            for (int i = 0; i < length; i++) {
                name.append(letter(rest.get()));
            }
        }
        int type = rest.getShort() & 0xffff;
        rest.getShort();
        return Optional.of(
                new DnsQuestion(
                        message,
                        name.toString().toLowerCase(Locale.ROOT),
                        type,
                        rest.position(),
                        DnsMessage.hasOptions(message)));
    }

    private static char letter(byte b) {
        return b > ' ' && b <= '~' && b != '.' ? (char) b : NO_LETTER;
    }

    /// The bytes of the message, which the caller must not change.
    byte[] message() {
        return message;
    }

    /// The name in lower case, without the final dot; empty for the root. A byte that cannot be in
    /// a host name, including a dot within a label, becomes a `?`.
    String name() {
        return name;
    }

    /// The type of the records that are asked for.
    int type() {
        return type;
    }

    /// Whether records of the internet are asked for, not such as those that a name server has
    /// about itself (class CHAOS).
    boolean isOfInternet() {
        int asked = ByteBuffer.wrap(message).getShort(end - Short.BYTES) & 0xffff;
        return asked == INTERNET || asked == ANY_CLASS;
    }

    /// Where the question section ends.
    int end() {
        return end;
    }

    /// Whether the message has an OPT record (RFC 6891).
    boolean hasOptions() {
        return hasOptions;
    }

    /// The identifier, which the answer repeats.
    int id() {
        return ByteBuffer.wrap(message).getShort(0) & 0xffff;
    }

    /// The address whose name is asked for (RFC 1035, section 3.5; RFC 3596, section 2.5).
    ///
    /// @return empty if it is not a question for the name of one address
    Optional<InetAddress> reverse() {
        if (type != PTR) {
            return Optional.empty();
        }
        if (name.endsWith(REVERSE4)) {
            return address(parts(REVERSE4), 4, 10);
        }
        return name.endsWith(REVERSE6) ? address(parts(REVERSE6), 32, 16) : Optional.empty();
    }

    private String[] parts(String zone) {
        return name.substring(0, name.length() - zone.length()).split("\\.", -1);
    }

    /// @param count how many numbers there must be; they come in reverse order
    private static Optional<InetAddress> address(String[] parts, int count, int radix) {
        byte[] bits = new byte[count == 4 ? 4 : 16];
        if (parts.length != count) {
            return Optional.empty();
        }
        for (int i = 0; i < count; i++) {
            String part = parts[count - 1 - i];
            int value = part.matches("[0-9a-f]{1,3}") ? number(part, radix) : -1;
            if (value < 0 || value > (count == 4 ? 255 : 15)) {
                return Optional.empty();
            }
            int at = count == 4 ? i : i / 2;
            bits[at] = (byte) (count == 4 ? value : bits[at] << 4 | value);
        }
        try {
            return Optional.of(InetAddress.getByAddress(bits));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static int number(String text, int radix) {
        try {
            return Integer.parseInt(text, radix);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
