package io.tsocks.views;

import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.analysis.AddressRange;
import io.tsocks.engine.analysis.Prefix;
import io.tsocks.engine.analysis.Territory;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Writes numbers, lists and outcomes for people.
public final class Words {

    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

    private Words() {}

    /// `1`, `1 and 2`, `1, 2 and 3`, or `1, 2, 3 and 40 more`.
    public static String list(List<?> things, int most) {
        int shown = things.size() > most ? most : things.size() - 1;
        String head =
                things.stream()
                        .limit(shown)
                        .map(Object::toString)
                        .collect(Collectors.joining(", "));
        String rest =
                things.size() > most
                        ? number(things.size() - most) + " more"
                        : things.getLast().toString();
        return head.isEmpty() ? rest : head + " and " + rest;
    }

    /// `1,234`
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// `1 address`, `1,234 addresses`; for large sets of IPv6 `2^64 addresses`.
    public static String addresses(BigInteger count) {
        if (count.equals(BigInteger.ONE)) {
            return "1 address";
        }
        boolean small = count.compareTo(MILLION.multiply(MILLION)) < 0;
        if (small) {
            return number(count.longValueExact()) + " addresses";
        }
        boolean power = count.bitCount() == 1;
        double exponent = count.bitLength() - 1 + fraction(count);
        return power
                ? "2^" + (count.bitLength() - 1) + " addresses"
                : "about 2^" + tenths(exponent) + " addresses";
    }

    /// A number with one decimal, `127.9`, or none if that would be zero, `128`.
    private static String tenths(double number) {
        long tenths = Math.round(number * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
    }

    private static double fraction(BigInteger count) {
        int shift = Math.max(0, count.bitLength() - 53);
        double top = count.shiftRight(shift).doubleValue();
        return Math.log(top) / Math.log(2) + shift - (count.bitLength() - 1);
    }

    /// The number of addresses of each family in a territory.
    ///
    /// @param ip6Matters whether a configuration mentions IPv6; if not, IPv6 is counted only if
    ///     there is nothing else
    public static String addresses(Territory territory, boolean ip6Matters) {
        BigInteger ip4 = territory.addresses(AddressRange.IP4);
        BigInteger ip6 = territory.addresses(AddressRange.IP6);
        if (ip6.signum() == 0 || (!ip6Matters && ip4.signum() > 0)) {
            return addresses(ip4);
        }
        return (ip4.signum() == 0 ? "" : addresses(ip4) + " of IPv4 and ")
                + addresses(ip6)
                + " of IPv6";
    }

    /// The outcome of a connection, without the reason, but with the user that logs in, because
    /// that may be the only difference between two servers.
    public static String outcome(Action action) {
        return switch (action) {
            case Action.Direct direct -> direct.toString();
            case Action.Refused _ -> "refused";
            case Action.Via via -> "via " + via.upstream().words(Words::withUser);
        };
    }

    private static String withUser(ProxyServer server) {
        return server.user() == null ? server.uri() : server.uri() + " as " + server.user();
    }

    /// A policy's answer for a name: like [#outcome(Action)], or `resolved` if the address decides.
    public static String outcome(HostDecision decision) {
        return switch (decision) {
            case HostDecision.Decided(Decision decided) -> outcome(decided.action());
            case HostDecision.NeedsAddress _ -> "resolved";
        };
    }

    /// A range as one or two prefixes, or as its two ends if it would take more.
    public static String range(AddressRange range) {
        List<Prefix> prefixes = range.prefixes();
        return prefixes.size() <= 2
                ? prefixes.stream().map(Prefix::toString).collect(Collectors.joining(", "))
                : range.first() + " \u2013 " + range.last();
    }
}
