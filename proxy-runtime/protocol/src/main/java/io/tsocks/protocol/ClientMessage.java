package io.tsocks.protocol;

import io.tsocks.net.Secret;
import io.tsocks.net.SocksVersion;
import io.tsocks.protocol.ServerState.Failed;
import io.tsocks.protocol.ServerState.Reading;
import io.tsocks.protocol.ServerState.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/// The bytes of a client's message that a server has so far. Each kind of message is a function of
/// these bytes; if there are too few, it says how many more must come at least.
final class ClientMessage {

    private static final int LONGEST_TEXT = 255;
    private static final int NAME = 3;

    /// A request of SOCKS 4a, with its two texts and their final zeros.
    private static final int LONGEST = 8 + 2 * (LONGEST_TEXT + 1);

    private final byte[] bytes = new byte[LONGEST];
    private int taken;

    /// Takes at most `most` bytes.
    void take(ByteBuffer in, int most) {
        int count = Math.min(most, in.remaining());
        in.get(bytes, taken, count);
        taken += count;
    }

    /// Reads the first message, in any of these versions.
    ServerState opening(Set<SocksVersion> spoken) {
        if (taken == 0) {
            return upTo(2);
        }
        boolean isSpoken = spoken.stream().anyMatch(version -> version.number() == at(0));
        if (!isSpoken) {
            return new Failed(Reason.VERSION, "the client speaks version " + at(0));
        }
        return at(0) == SocksVersion.SOCKS4.number() ? request4() : greeting();
    }

    /// `05 count method...` (RFC 1928, section 3).
    private ServerState greeting() {
        int end = 2 + at(1);
        return taken < end
                ? upTo(end)
                : new ServerState.Offered(IntStream.range(2, end).map(this::at).boxed().toList());
    }

    /// `01 length user length password` (RFC 1929, section 2).
    ServerState login() {
        if (taken > 0 && at(0) != 1) {
            return malformed("login starts with byte " + at(0) + ", not 1");
        }
        int password = 3 + at(1);
        int end = password + at(password - 1);
        if (taken < end) {
            return upTo(end);
        }
        return login(password, end);
    }

    private ServerState login(int password, int end) {
        try {
            return new ServerState.LogIn(utf8(2, password - 1), Secret.of(utf8(password, end)));
        } catch (CharacterCodingException e) {
            return malformed("login is not UTF-8");
        }
    }

    /// `05 command 00 type address port` (RFC 1928, section 4).
    ServerState request5() {
        if (taken > 0 && at(0) != 5) {
            return malformed("request starts with byte " + at(0) + ", not 5");
        }
        int type = taken < 4 ? NAME : at(3);
        return switch (type) {
            case 1 -> request5(type, 8);
            case 3 -> request5(type, 5 + at(4));
            case 4 -> request5(type, 20);
            default -> unknownType(type);
        };
    }

    private static ServerState unknownType(int type) {
        String what = "the client's request has an address of unknown type " + type;
        return new Failed(Reason.ADDRESS_TYPE, what);
    }

    /// @param port index of the port, as far as it is known: at least right after a name of no
    ///     length
    private ServerState request5(int type, int port) {
        if (taken < port + 2) {
            return upTo(port + 2);
        }
        return type == NAME
                ? requestedName(SocksVersion.SOCKS5, 5, port, port, "")
                : requested(SocksVersion.SOCKS5, ip(4, port, port), "");
    }

    /// `04 command port address id 00`, and with an address from 0.0.0.1 to 0.0.0.255 `name 00`
    /// (the memos of SOCKS 4 and 4a).
    private ServerState request4() {
        int idEnd = zeroFrom(8);
        if (idEnd < 0) {
            return more(8, "user id");
        }
        String id = new String(bytes, 8, idEnd - 8, StandardCharsets.UTF_8);
        if (!isOf4a()) {
            return requested(SocksVersion.SOCKS4, ip(4, 8, 2), id);
        }
        int end = zeroFrom(idEnd + 1);
        return end < 0
                ? more(idEnd + 1, "name")
                : requestedName(SocksVersion.SOCKS4, idEnd + 1, end, 2, id);
    }

    private boolean isOf4a() {
        return at(4) == 0 && at(5) == 0 && at(6) == 0 && at(7) != 0;
    }

    /// The place of the first zero; -1 if there is none yet.
    private int zeroFrom(int from) {
        return IntStream.range(from, taken).filter(i -> bytes[i] == 0).findFirst().orElse(-1);
    }

    private ServerState more(int from, String text) {
        return taken - from > LONGEST_TEXT
                ? malformed("request has a " + text + " of more than 255 bytes")
                : upTo(Math.max(from, taken) + 1);
    }

    private ServerState requestedName(
            SocksVersion version, int from, int to, int port, String userId) {
        if (from == to) {
            return malformed("request has an empty name");
        }
        String host = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        return requested(version, new SocksAddress.Name(host, shortAt(port)), userId);
    }

    private ServerState requested(SocksVersion version, SocksAddress destination, String userId) {
        return new ServerState.Requested(version, at(1), destination, userId);
    }

    private SocksAddress ip(int from, int to, int port) {
        return SocksAddress.Ip.of(Arrays.copyOfRange(bytes, from, to), shortAt(port));
    }

    private int shortAt(int index) {
        return at(index) << 8 | at(index + 1);
    }

    private String utf8(int from, int to) throws CharacterCodingException {
        ByteBuffer text = ByteBuffer.wrap(bytes, from, to - from);
        return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    }

    /// One byte, 0 to 255; 0 if it has not come yet.
    private int at(int index) {
        return index < taken ? bytes[index] & 0xff : 0;
    }

    private ServerState upTo(int length) {
        return new Reading(length - taken);
    }

    private static ServerState malformed(String what) {
        return new Failed(Reason.MALFORMED, "the client's " + what);
    }
}
