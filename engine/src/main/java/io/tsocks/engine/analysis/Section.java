package io.tsocks.engine.analysis;

import io.tsocks.net.Address;
import java.util.Optional;

/// An IPv4 network that a map shows, divided into 65,536 blocks of the same size. A block of the
/// whole of IPv4 is a /16, and one of a /16 is a single address.
///
/// @param first the network's lowest address, its bits outside the prefix zero
/// @param length the length of its prefix, 0 to 16
public record Section(int first, int length) {

    /// All of IPv4.
    public static final Section WHOLE = new Section(0, 0);

    /// The longest prefix: its blocks are single addresses.
    private static final int LONGEST = 16;

    public Section {
        if (length < 0 || length > LONGEST || (first & (int) (0xffff_ffffL >>> length)) != 0) {
            throw new IllegalArgumentException("no section: " + first + "/" + length);
        }
    }

    /// The section that a text means: the network itself, or the /16 in which it lies if it is
    /// smaller.
    ///
    /// @param text `10.0.0.0/8`, `10.1.2.3`; a range means the smallest network that holds it
    /// @throws QuestionSyntaxException if the text is not one network of IPv4; the message is for
    ///     the person who wrote it
    public static Section parse(String text) throws QuestionSyntaxException {
        Question question = Question.parse("any to " + text);
        return question.to().size() == 1 && question.ports().equals(PortSet.ALL)
                ? around(question.to().getFirst())
                        .orElseThrow(() -> new QuestionSyntaxException(text + " is not of IPv4"))
                : rejected(text);
    }

    private static Section rejected(String text) throws QuestionSyntaxException {
        throw new QuestionSyntaxException(text + " is not one network without ports");
    }

    /// The smallest section that holds a range; empty if the range is of IPv6.
    public static Optional<Section> around(AddressRange range) {
        if (!(range.first() instanceof Address.Ip4(int first)
                && range.last() instanceof Address.Ip4(int last))) {
            return Optional.empty();
        }
        int length = Math.min(LONGEST, Integer.numberOfLeadingZeros(first ^ last));
        return Optional.of(new Section((int) (first & ~(0xffff_ffffL >>> length)), length));
    }

    /// The number of addresses of a block.
    public int blockSize() {
        return 1 << (LONGEST - length);
    }

    /// The network that a block is.
    ///
    /// @param block 0 to 65535
    public Prefix block(int block) {
        return new Prefix(address(block), length + 16);
    }

    /// One of the 256 networks of 256 blocks.
    ///
    /// @param part 0 to 255
    public Prefix part(int part) {
        return new Prefix(address(part << 8), length + 8);
    }

    /// All addresses of the section.
    public AddressRange addresses() {
        return addresses(0, BlockMap.BLOCKS - 1);
    }

    /// The addresses of consecutive blocks.
    ///
    /// @param from 0 to 65535
    /// @param to `from` to 65535
    public AddressRange addresses(int from, int to) {
        return new AddressRange(
                address(from), new Address.Ip4(address(to).bits() + blockSize() - 1));
    }

    private Address.Ip4 address(int block) {
        return new Address.Ip4(first + block * blockSize());
    }

    /// The part of a range that lies in this section, from its beginning on.
    ///
    /// @return 0 for the section's lowest address; empty if no address of the range is in it
    Optional<Offsets> offsets(AddressRange range) {
        if (!(range.first() instanceof Address.Ip4(int from)
                && range.last() instanceof Address.Ip4(int to))) {
            return Optional.empty();
        }
        long start = Integer.toUnsignedLong(first);
        long low = Math.max(Integer.toUnsignedLong(from) - start, 0);
        long high =
                Math.min(
                        Integer.toUnsignedLong(to) - start,
                        (long) BlockMap.BLOCKS * blockSize() - 1);
        return low <= high ? Optional.of(new Offsets(low, high)) : Optional.empty();
    }

    /// Addresses, counted from the section's lowest one.
    record Offsets(long first, long last) {}

    /// The form of CIDR, `10.0.0.0/8`.
    @Override
    public String toString() {
        return new Prefix(new Address.Ip4(first), length).toString();
    }
}
