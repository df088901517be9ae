package io.tsocks.engine.analysis;

import io.tsocks.net.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A set of destinations of any shape: addresses with ports.
///
/// @param parts at least one, ordered by the lowest address of each, IPv4 before IPv6; no address
///     is in two parts, and no two parts have the same ports
public record Territory(List<Part> parts) {

    public Territory {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("no parts");
        }
    }

    /// Addresses that are in the set with the same ports.
    ///
    /// @param addresses in order, with gaps between them
    public record Part(PortSet ports, List<AddressRange> addresses) {
        public Part {
            addresses = List.copyOf(addresses);
        }

        private List<AddressRange> within(AddressRange range) {
            return addresses.stream().flatMap(part -> part.within(range).stream()).toList();
        }

        /// The shortest list of prefixes that make up these addresses, in order.
        public List<Prefix> prefixes() {
            return addresses.stream().flatMap(range -> range.prefixes().stream()).toList();
        }
    }

    /// The number of addresses that are in the set with at least one port.
    ///
    /// @param family the range of all addresses of the family that counts
    public BigInteger addresses(AddressRange family) {
        return parts.stream()
                .flatMap(part -> part.addresses().stream())
                .filter(family::contains)
                .map(AddressRange::size)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /// The destinations of the set whose addresses are in a range; empty if there are none.
    public Optional<Territory> within(AddressRange range) {
        List<Part> inside =
                parts.stream()
                        .map(part -> new Part(part.ports(), part.within(range)))
                        .filter(part -> !part.addresses().isEmpty())
                        .toList();
        return inside.isEmpty() ? Optional.empty() : Optional.of(new Territory(inside));
    }

    /// Whether a destination is in the set.
    public boolean contains(Address address, int port) {
        return parts.stream()
                .anyMatch(
                        part ->
                                part.ports().contains(port)
                                        && part.addresses().stream()
                                                .anyMatch(range -> range.contains(address)));
    }

    /// Collects destinations in the order of their addresses.
    static final class Builder {

        private final Map<PortSet, List<AddressRange>> parts = new LinkedHashMap<>();

        /// Adds addresses above all that were added before.
        void add(AddressRange addresses, PortSet ports) {
            List<AddressRange> ranges = parts.computeIfAbsent(ports, ignored -> new ArrayList<>(1));
            if (!ranges.isEmpty() && ranges.getLast().isFollowedBy(addresses)) {
                AddressRange joined = new AddressRange(ranges.getLast().first(), addresses.last());
                ranges.set(ranges.size() - 1, joined);
            } else {
                ranges.add(addresses);
            }
        }

        Territory build() {
            return new Territory(
                    parts.entrySet().stream()
                            .map(part -> new Part(part.getKey(), part.getValue()))
                            .toList());
        }
    }
}
