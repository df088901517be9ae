package io.tsocks.engine.analysis;

import io.tsocks.net.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Consecutive addresses of one family.
///
/// @param first the lowest
/// @param last the highest, not below `first`
public record AddressRange(Address first, Address last) {

    /// Every IPv4 address.
    public static final AddressRange IP4 =
            new AddressRange(new Address.Ip4(0), new Address.Ip4(-1));

    /// Every IPv6 address.
    public static final AddressRange IP6 =
            new AddressRange(new Address.Ip6(0, 0), new Address.Ip6(-1, -1));

    /// ::ffff:0:0/96. These count as IPv4 addresses (RFC 4291, section 2.5.5.2), so no IPv6
    /// destination is among them.
    static final AddressRange MAPPED =
            new AddressRange(
                    new Address.Ip6(0, 0xffff_0000_0000L), new Address.Ip6(0, 0xffff_ffff_ffffL));

    public AddressRange {
        if (first.getClass() != last.getClass() || first.compareTo(last) > 0) {
            throw new IllegalArgumentException("no range: " + first + " to " + last);
        }
    }

    /// The number of addresses.
    public BigInteger size() {
        return value(last).subtract(value(first)).add(BigInteger.ONE);
    }

    /// The number of addresses without the IPv4-mapped ones, which count as IPv4 addresses.
    BigInteger unmappedSize() {
        return within(MAPPED).map(mapped -> size().subtract(mapped.size())).orElseGet(this::size);
    }

    /// Whether an address is in this range.
    public boolean contains(Address address) {
        return first.compareTo(address) <= 0 && last.compareTo(address) >= 0;
    }

    /// Whether another range lies within this one.
    boolean contains(AddressRange other) {
        return contains(other.first) && contains(other.last);
    }

    /// The addresses that are in both ranges; empty if there are none.
    public Optional<AddressRange> within(AddressRange other) {
        if (first.getClass() != other.first.getClass()) {
            return Optional.empty();
        }
        Address low = first.compareTo(other.first) < 0 ? other.first : first;
        Address high = last.compareTo(other.last) < 0 ? last : other.last;
        return low.compareTo(high) <= 0
                ? Optional.of(new AddressRange(low, high))
                : Optional.empty();
    }

    /// The parts of a range that some ranges leave out.
    ///
    /// @param ranges parts of `whole`, in order and with gaps between them
    public static List<AddressRange> missing(List<AddressRange> ranges, AddressRange whole) {
        List<AddressRange> missing = new ArrayList<>();
        BigInteger next = value(whole.first);
        for (AddressRange range : ranges) {
            BigInteger first = value(range.first);
            if (next.compareTo(first) < 0) {
                missing.add(whole.part(next, first.subtract(BigInteger.ONE)));
            }
            next = value(range.last).add(BigInteger.ONE);
        }
        if (next.compareTo(value(whole.last)) <= 0) {
            missing.add(whole.part(next, value(whole.last)));
        }
        return missing;
    }

    private AddressRange part(BigInteger from, BigInteger to) {
        return new AddressRange(address(from), address(to));
    }

    /// The address of this range's family with this value.
    private Address address(BigInteger value) {
        return switch (first) {
            case Address.Ip4 ignored -> new Address.Ip4(value.intValue());
            case Address.Ip6 ignored ->
                    new Address.Ip6(value.shiftRight(64).longValue(), value.longValue());
        };
    }

    /// Whether the other range starts right after this one.
    boolean isFollowedBy(AddressRange other) {
        return switch (last) {
            case Address.Ip4(int bits) ->
                    bits != -1 && other.first.equals(new Address.Ip4(bits + 1));
            case Address.Ip6(long high, long low) ->
                    (high & low) != -1
                            && other.first.equals(
                                    new Address.Ip6(low == -1 ? high + 1 : high, low + 1));
        };
    }

    /// The shortest list of prefixes that make up this range, in order.
    public List<Prefix> prefixes() {
        return switch (first) {
            case Address.Ip4(int from) when last instanceof Address.Ip4(int to) ->
                    ip4Prefixes(Integer.toUnsignedLong(from), Integer.toUnsignedLong(to));
            case Address.Ip4 ignored -> ip6Prefixes();
            case Address.Ip6 ignored -> ip6Prefixes();
        };
    }

    private static List<Prefix> ip4Prefixes(long from, long to) {
        List<Prefix> prefixes = new ArrayList<>(1);
        long next = from;
        while (next <= to) {
            int alignment = next == 0 ? 32 : Long.numberOfTrailingZeros(next);
            int bits = Math.min(alignment, 63 - Long.numberOfLeadingZeros(to - next + 1));
            prefixes.add(new Prefix(new Address.Ip4((int) next), 32 - bits));
            next += 1L << bits;
        }
        return prefixes;
    }

    private List<Prefix> ip6Prefixes() {
        List<Prefix> prefixes = new ArrayList<>(1);
        BigInteger next = value(first);
        BigInteger end = value(last).add(BigInteger.ONE);
        while (next.compareTo(end) < 0) {
            int alignment = next.signum() == 0 ? 128 : next.getLowestSetBit();
            int bits = Math.min(alignment, end.subtract(next).bitLength() - 1);
            prefixes.add(new Prefix(address(next), 128 - bits));
            next = next.add(BigInteger.ONE.shiftLeft(bits));
        }
        return prefixes;
    }

    /// `10.0.0.0-10.0.0.7`
    @Override
    public String toString() {
        return first + "-" + last;
    }

    private static BigInteger value(Address address) {
        return switch (address) {
            case Address.Ip4(int bits) -> BigInteger.valueOf(Integer.toUnsignedLong(bits));
            case Address.Ip6(long high, long low) ->
                    unsigned(high).shiftLeft(64).add(unsigned(low));
        };
    }

    private static BigInteger unsigned(long value) {
        BigInteger signed = BigInteger.valueOf(value);
        return value < 0 ? signed.add(BigInteger.ONE.shiftLeft(64)) : signed;
    }
}
