package io.tsocks.views;

import io.tsocks.engine.analysis.AddressRange;
import io.tsocks.engine.analysis.PortSet;
import io.tsocks.engine.analysis.Prefix;
import io.tsocks.engine.analysis.Territory;
import io.tsocks.net.Address;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;

/// Prints territories: one network on each line, with its ports. If it is shorter to name the
/// missing networks, these are printed.
final class RegionText {

    private RegionText() {}

    /// Networks with the same ports.
    ///
    /// @param networks one or more
    /// @param except networks within the only network that do not belong to the rows
    record Rows(List<Prefix> networks, List<Prefix> except, PortSet ports) {}

    static void print(Territory where, PrintStream out) {
        for (Rows rows : rows(where)) {
            String ports = rows.ports().equals(PortSet.ALL) ? "" : "  port " + rows.ports();
            String except = rows.except().isEmpty() ? "" : ", except";
            rows.networks().forEach(prefix -> out.println("    " + prefix + ports + except));
            rows.except().forEach(prefix -> out.println("      " + prefix));
        }
    }

    /// The rows of a territory.
    static List<Rows> rows(Territory where) {
        return where.parts().stream()
                .flatMap(
                        part ->
                                Stream.of(AddressRange.IP4, AddressRange.IP6)
                                        .map(family -> rows(part, family)))
                .filter(rows -> !rows.networks().isEmpty())
                .toList();
    }

    private static Rows rows(Territory.Part part, AddressRange family) {
        List<AddressRange> ranges =
                part.addresses().stream().filter(range -> isOf(family, range)).toList();
        List<Prefix> prefixes = prefixes(ranges);
        List<Prefix> missing = prefixes(AddressRange.missing(ranges, family));
        if (prefixes.size() <= 2 * missing.size() || prefixes.size() < 4) {
            return new Rows(prefixes, List.of(), part.ports());
        }
        return new Rows(prefixes(List.of(family)), missing, part.ports());
    }

    private static List<Prefix> prefixes(List<AddressRange> ranges) {
        return ranges.stream().flatMap(range -> range.prefixes().stream()).toList();
    }

    private static boolean isOf(AddressRange family, AddressRange range) {
        return switch (range.first()) {
            case Address.Ip4 _ -> family.equals(AddressRange.IP4);
            case Address.Ip6 _ -> family.equals(AddressRange.IP6);
        };
    }
}
