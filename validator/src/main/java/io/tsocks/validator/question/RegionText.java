package io.tsocks.validator.question;

import io.tsocks.engine.Address;
import io.tsocks.engine.analysis.AddressRange;
import io.tsocks.engine.analysis.PortSet;
import io.tsocks.engine.analysis.Prefix;
import io.tsocks.engine.analysis.Territory;
import java.io.PrintStream;
import java.util.List;

/// Prints territories: one network a line, with its ports. Where it is shorter to say which
/// networks are missing, these are printed.
final class RegionText {

    private RegionText() {}

    static void print(Territory where, PrintStream out) {
        for (Territory.Part part : where.parts()) {
            String ports = ports(part.ports());
            print(part, AddressRange.IP4, ports, out);
            print(part, AddressRange.IP6, ports, out);
        }
    }

    private static void print(
            Territory.Part part, AddressRange family, String ports, PrintStream out) {
        List<AddressRange> ranges =
                part.addresses().stream().filter(range -> isOf(family, range)).toList();
        List<Prefix> prefixes = prefixes(ranges);
        List<Prefix> missing = prefixes(AddressRange.missing(ranges, family));
        if (prefixes.size() <= 2 * missing.size() || prefixes.size() < 4) {
            prefixes.forEach(prefix -> out.println("    " + prefix + ports));
            return;
        }
        out.println("    " + prefixes(List.of(family)).getFirst() + ports + ", except");
        missing.forEach(prefix -> out.println("      " + prefix));
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

    private static String ports(PortSet ports) {
        return ports.equals(PortSet.ALL) ? "" : "  port " + ports;
    }
}
