package io.tsocks.linux;

import io.tsocks.net.Address;
import io.tsocks.net.Endpoint;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// An address and a port with the `sockaddr` that a program used for them.
public final class InetEndpoint implements StreamAddress {

    private static final byte[] MAPPED_PREFIX = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private static final byte[] LIMITED_BROADCAST = {-1, -1, -1, -1};

    private final InetAddress address;
    private final int port;
    private final byte[] sockaddr;

    private InetEndpoint(InetAddress address, int port, byte[] sockaddr) {
        this.address = address;
        this.port = port;
        this.sockaddr = sockaddr;
    }

    /// The address; an IPv4 address if the program used a v4-mapped one.
    public InetAddress address() {
        return address;
    }

    @Override
    public boolean isOnThisMachine() {
        return address.isLoopbackAddress();
    }

    /// The port, 0 to 65535.
    public int port() {
        return port;
    }

    /// The bytes as the program passed them, which also contain an IPv6 scope. The caller must not
    /// change them.
    @Override
    public byte[] sockaddr() {
        return sockaddr;
    }

    /// Reads a `sockaddr_in` or `sockaddr_in6`.
    ///
    /// @return empty if the bytes are neither or too few
    public static Optional<InetEndpoint> of(byte[] sockaddr) {
        int family = family(sockaddr);
        if (family == C.AF_INET && sockaddr.length >= C.sockaddr_in$SIZE) {
            return Optional.of(parse(sockaddr, 4, 4, C.sockaddr_in$SIZE));
        }
        if (family == C.AF_INET6 && sockaddr.length >= C.sockaddr_in6$MINIMUM) {
            return Optional.of(parse(sockaddr, 8, 16, C.sockaddr_in6$SIZE));
        }
        return Optional.empty();
    }

    private static InetEndpoint parse(byte[] sockaddr, int at, int length, int size) {
        byte[] bits = Arrays.copyOfRange(sockaddr, at, at + length);
        int port = ((sockaddr[2] & 255) << 8) | (sockaddr[3] & 255);
        return new InetEndpoint(
                address(bits), port, Arrays.copyOf(sockaddr, Math.min(sockaddr.length, size)));
    }

    /// The address of 4 or 16 bytes; Java makes an IPv4 address of a v4-mapped one by itself.
    private static InetAddress address(byte[] bits) {
        try {
            return InetAddress.getByAddress(bits);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /// The `sockaddr` with which a socket reaches an address: a v4-mapped one if an IPv6 socket is
    /// to reach an IPv4 address.
    ///
    /// @return empty for an IPv6 address and a socket of AF_INET
    public static Optional<InetEndpoint> forSocket(boolean ipv6Socket, InetSocketAddress to) {
        byte[] bits = to.getAddress().getAddress();
        if (!ipv6Socket && bits.length != 4) {
            return Optional.empty();
        }
        byte[] sockaddr =
                ipv6Socket
                        ? ipv6(bits, to.getPort(), scope(to.getAddress()))
                        : ipv4(bits, to.getPort());
        return Optional.of(new InetEndpoint(to.getAddress(), to.getPort(), sockaddr));
    }

    private static byte[] ipv4(byte[] bits, int port) {
        return ByteBuffer.allocate(C.sockaddr_in$SIZE)
                .order(ByteOrder.nativeOrder())
                .putShort((short) C.AF_INET)
                .order(ByteOrder.BIG_ENDIAN)
                .putShort((short) port)
                .put(bits)
                .array();
    }

    private static int scope(InetAddress address) {
        return address instanceof Inet6Address ipv6 ? ipv6.getScopeId() : 0;
    }

    private static byte[] ipv6(byte[] bits, int port, int scope) {
        ByteBuffer sockaddr =
                ByteBuffer.allocate(C.sockaddr_in6$SIZE)
                        .order(ByteOrder.nativeOrder())
                        .putShort((short) C.AF_INET6)
                        .order(ByteOrder.BIG_ENDIAN)
                        .putShort((short) port)
                        .putInt(0);
        if (bits.length == 4) {
            sockaddr.put(MAPPED_PREFIX);
        }
        return sockaddr.put(bits).order(ByteOrder.nativeOrder()).putInt(scope).array();
    }

    /// The same address and scope with another port.
    public InetEndpoint withPort(int other) {
        byte[] bytes = sockaddr.clone();
        bytes[2] = (byte) (other >> 8);
        bytes[3] = (byte) other;
        return new InetEndpoint(address, other, bytes);
    }

    /// Whether it is an IPv4 address in a `sockaddr_in6`, which is sent to by IPv4.
    public boolean isMapped() {
        return isIpv6Sockaddr() && address.getAddress().length == 4;
    }

    /// `sa_family` of a sockaddr; -1 if there are fewer than two bytes.
    public static int family(byte[] sockaddr) {
        if (sockaddr.length < 2) {
            return -1;
        }
        // Both architectures are little-endian.
        return (sockaddr[0] & 255) | ((sockaddr[1] & 255) << 8);
    }

    /// Whether a sockaddr is of AF_UNSPEC, which makes a socket forget its peer.
    public static boolean isUnspecified(byte[] sockaddr) {
        return family(sockaddr) == C.AF_UNSPEC;
    }

    /// Whether a sockaddr is of AF_INET or AF_INET6, however long.
    public static boolean isOfInternet(byte[] sockaddr) {
        int family = family(sockaddr);
        return family == C.AF_INET || family == C.AF_INET6;
    }

    /// The errno of connect(2) and similar calls on an inet socket for an unsuitable sockaddr.
    ///
    /// @return EINVAL if it is too short, EAFNOSUPPORT if it is of another family
    public static int refusal(boolean ipv6Socket, byte[] sockaddr) {
        int minimum = ipv6Socket ? C.sockaddr_in6$MINIMUM : C.sockaddr_in$SIZE;
        return sockaddr.length < minimum ? Errno.EINVAL : Errno.EAFNOSUPPORT;
    }

    /// The name in an AF_UNIX sockaddr, with one character for each byte: a path, or an abstract
    /// name in the form of /proc/net/unix, with an `@` for each zero byte. Empty for any other
    /// sockaddr.
    public static String unixName(byte[] sockaddr) {
        if (family(sockaddr) != C.AF_UNIX || sockaddr.length == 2) {
            return "";
        }
        String name = new String(sockaddr, 2, sockaddr.length - 2, StandardCharsets.ISO_8859_1);
        if (name.charAt(0) == 0) {
            return name.replace('\0', '@');
        }
        int end = name.indexOf(0);
        return end < 0 ? name : name.substring(0, end);
    }

    /// Whether the address is 255.255.255.255.
    public boolean isLimitedBroadcast() {
        return Arrays.equals(address.getAddress(), LIMITED_BROADCAST);
    }

    /// Whether the program wrote `AF_INET6`; otherwise it wrote `AF_INET`.
    public boolean isIpv6Sockaddr() {
        return family(sockaddr) == C.AF_INET6;
    }

    /// The endpoint as a Java socket address. That of a link-local address has the scope, without
    /// which the network is not known.
    public InetSocketAddress toSocketAddress() {
        boolean isOfLink = address.isLinkLocalAddress() || address.isMCLinkLocal();
        return new InetSocketAddress(isOfLink ? scoped() : address, port);
    }

    private InetAddress scoped() {
        if (!(address instanceof Inet6Address) || sockaddr.length < C.sockaddr_in6$SIZE) {
            return address;
        }
        ByteBuffer bytes = ByteBuffer.wrap(sockaddr).order(ByteOrder.nativeOrder());
        try {
            return Inet6Address.getByAddress(
                    null, address.getAddress(), bytes.getInt(C.sockaddr_in6$SIZE - Integer.BYTES));
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /// `192.0.2.1:80` or, by RFC 5952, `[2001:db8::1]:80`.
    @Override
    public String toString() {
        return Endpoint.text(Address.of(address).toString(), port);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InetEndpoint that && Arrays.equals(sockaddr, that.sockaddr);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sockaddr);
    }
}
