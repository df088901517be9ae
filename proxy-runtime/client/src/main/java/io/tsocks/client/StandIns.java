package io.tsocks.client;

import io.tsocks.protocol.SocksAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Addresses that stand for names that a SOCKS server resolves, for libraries that need the address
/// of a connected socket, and may connect to it again.
///
/// They are in 0.0.0.0/8, which RFC 1122 (section 3.2.1.3) rules out as a destination, so a
/// stand-in that is used without tsocks leads nowhere. All clients of the program share them, and
/// the 65536 names used last are remembered.
public final class StandIns {

    private static final StandIns OF_THIS_PROGRAM = new StandIns(65_536);

    private final int most;

    // Guarded by this.
    private final Map<String, Integer> numbers = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Integer, String> names = new LinkedHashMap<>();
    private int last;

    /// @param most how many names are remembered at a time, 1 to 2^23
    StandIns(int most) {
        this.most = most;
    }

    /// Those of this program.
    public static StandIns ofThisProgram() {
        return OF_THIS_PROGRAM;
    }

    /// The stand-in for a name. It carries the name as its host name.
    public synchronized InetAddress of(String name) {
        Integer known = numbers.get(name);
        return address(name, known == null ? add(name) : known);
    }

    private int add(String name) {
        if (numbers.size() == most) {
            Map.Entry<String, Integer> oldest = numbers.entrySet().iterator().next();
            numbers.remove(oldest.getKey());
            names.remove(oldest.getValue());
        }
        do {
            last = last == 0xffffff ? 1 : last + 1;
        } while (names.containsKey(last));
        numbers.put(name, last);
        names.put(last, name);
        return last;
    }

    private static InetAddress address(String name, int number) {
        byte[] bytes = {0, (byte) (number >> 16), (byte) (number >> 8), (byte) number};
        try {
            return InetAddress.getByAddress(name, bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The destination that is meant: the name if the address is a stand-in, otherwise the address.
    ///
    /// @throws UnknownHostException for an address in 0.0.0.0/8 that stands for none
    SocksAddress meant(SocksAddress.Ip ip) throws UnknownHostException {
        byte[] bytes = ip.address().getAddress();
        if (bytes.length != 4 || bytes[0] != 0) {
            return ip;
        }
        String name = nameOf(number(bytes));
        if (name == null) {
            throw new UnknownHostException(
                    ip.host()
                            + " is not a destination, and stands for no name that was used lately");
        }
        return new SocksAddress.Name(name, ip.port());
    }

    /// The name that an address stands for; empty if it stands for none.
    ///
    /// @param address of 4 bytes, or of 16
    public Optional<String> nameOf(byte[] address) {
        return isStandIn(address) ? Optional.ofNullable(nameOf(number(address))) : Optional.empty();
    }

    /// Whether an address is in the network of stand-ins, whether it stands for a name or not.
    ///
    /// @param address of 4 bytes, or of 16
    public static boolean isStandIn(byte[] address) {
        return address.length == 4 && address[0] == 0 && number(address) != 0;
    }

    private static int number(byte[] address) {
        return (address[1] & 0xff) << 16 | (address[2] & 0xff) << 8 | (address[3] & 0xff);
    }

    private synchronized @Nullable String nameOf(int number) {
        return names.get(number);
    }
}
