package io.tsocks.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// An IPv6 address as text (RFC 4291, section 2.2), without brackets, zone and prefix length.
///
/// @param high bits 0 to 63
/// @param low bits 64 to 127
record Ip6Literal(long high, long low) {

    private static final int GROUPS = 8;

    /// Reads an address; empty if the text is not one.
    static Optional<Ip6Literal> parse(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text).filter(all -> all.size() == GROUPS).map(Ip6Literal::of);
        }
        Optional<List<Integer>> before = groups(text.substring(0, gap));
        Optional<List<Integer>> after = groups(text.substring(gap + 2));
        if (before.isEmpty() || after.isEmpty()) {
            return Optional.empty();
        }
        int zeros = GROUPS - before.get().size() - after.get().size();
        if (zeros < 1 || text.substring(0, gap).indexOf('.') >= 0) {
            return Optional.empty();
        }
        var all = new ArrayList<>(before.get());
        for (int i = 0; i < zeros; i++) {
            all.add(0);
        }
        all.addAll(after.get());
        return Optional.of(of(all));
    }

    private static Ip6Literal of(List<Integer> groups) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < GROUPS; i++) {
            if (i < GROUPS / 2) {
                high = high << 16 | groups.get(i);
            } else {
                low = low << 16 | groups.get(i);
            }
        }
        return new Ip6Literal(high, low);
    }

    /// The groups of a part without `::`; the last may be a dotted IPv4 address, which is two.
    private static Optional<List<Integer>> groups(String part) {
        var groups = new ArrayList<Integer>();
        int at = 0;
        while (!part.isEmpty() && at <= part.length()) {
            int colon = part.indexOf(':', at);
            int end = colon < 0 ? part.length() : colon;
            String group = part.substring(at, end);
            if (end == part.length() && group.indexOf('.') >= 0) {
                if (!addDotted(group, groups)) {
                    return Optional.empty();
                }
            } else if (isGroup(group)) {
                groups.add(Integer.parseInt(group, 16));
            } else {
                return Optional.empty();
            }
            at = end + 1;
        }
        return Optional.of(groups);
    }

    private static boolean isGroup(String group) {
        return !group.isEmpty()
                && group.length() <= 4
                && group.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0);
    }

    private static boolean addDotted(String text, List<Integer> groups) {
        OptionalInt address = Ip4Literal.parse(text);
        address.ifPresent(
                bits -> {
                    groups.add(bits >>> 16);
                    groups.add(bits & 0xffff);
                });
        return address.isPresent();
    }
}
