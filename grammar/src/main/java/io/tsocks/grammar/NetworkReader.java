package io.tsocks.grammar;

import io.tsocks.antlr.ParserRuleContext;
import io.tsocks.antlr.Token;
import io.tsocks.grammar.antlr.TsocksConf.NetworkContext;
import io.tsocks.grammar.antlr.TsocksConfLexer;
import io.tsocks.net.Network;
import io.tsocks.net.Span;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads the addresses, netmasks and prefix lengths of `local` and `reaches`.
final class NetworkReader {

    private final String text;
    private final Problems findings;

    NetworkReader(String text, Problems findings) {
        this.text = text;
        this.findings = findings;
    }

    /// The network; empty if something is wrong with it, which has then been reported.
    Optional<Network> read(NetworkContext network) {
        Span span = spanOf(network);
        if (hasBlank(text, span)) {
            findings.add(blanks(text(span), span));
            return Optional.empty();
        }
        if (network.single != null) {
            shortAddress(spanOf(network.single), 1);
            return Optional.empty();
        }
        return network.dotted != null ? ip4(network) : ip6(network);
    }

    /// The problem of a text that would be a network without its blanks.
    static Problem blanks(String value, Span span) {
        return Problem.of(
                SyntaxProblem.MALFORMED_NETWORK,
                span,
                "a network is one word, and this one has blanks in it",
                "write " + value.replaceAll("[ \t]+", ""));
    }

    private Optional<Network> ip4(NetworkContext network) {
        OptionalInt address = dotted(network.dotted);
        OptionalInt mask = mask(network, "/255.255.255.255");
        if (address.isEmpty() || mask.isEmpty()) {
            return Optional.empty();
        }
        int bits = address.getAsInt();
        int kept = bits & mask.getAsInt();
        if (kept != bits) {
            hostBits(network, bits, mask.getAsInt());
            return Optional.empty();
        }
        return Optional.of(new Network.Ip4(bits, mask.getAsInt()));
    }

    private void hostBits(NetworkContext network, int bits, int mask) {
        String maskText = network.mask.getText();
        String one = Network.Ip4.dotted(bits) + "/255.255.255.255";
        hostBits(network, netmaskAdvice(bits, mask, maskText, one));
    }

    private OptionalInt mask(NetworkContext network, String single) {
        Token mask = network.mask;
        if (mask == null) {
            missingMask(network, single);
            return OptionalInt.empty();
        }
        if (mask.getType() == TsocksConfLexer.DOTTED) {
            return dotted(mask);
        }
        OptionalInt length = prefixLength(mask, 32);
        return length.isEmpty()
                ? length
                : OptionalInt.of(length.getAsInt() == 0 ? 0 : -1 << (32 - length.getAsInt()));
    }

    private void missingMask(NetworkContext network, String single) {
        String address = text(spanOf(network));
        String start = network.slash == null ? address : address.substring(0, address.length() - 1);
        findings.add(
                SyntaxProblem.MISSING_NETMASK,
                spanOf(network),
                "this network has no netmask",
                "write " + start + single + " for the one address, or the netmask that is meant");
    }

    private OptionalInt prefixLength(Token mask, int longest) {
        String digits = mask.getText();
        OptionalInt length = Numbers.parse(digits, longest);
        if (length.isEmpty() || (digits.length() > 1 && digits.startsWith("0"))) {
            findings.add(
                    SyntaxProblem.BAD_PREFIX_LENGTH,
                    spanOf(mask),
                    "a prefix length is 0 to " + longest + " here, and this is " + digits,
                    null);
            return OptionalInt.empty();
        }
        return length;
    }

    private OptionalInt dotted(Token token) {
        Span span = spanOf(token);
        OptionalInt address = Ip4Literal.parse(text, span.start(), span.end());
        // goes number by number only if the message needs it
        return address.isPresent() ? address : octets(span);
    }

    private OptionalInt octets(Span span) {
        String[] numbers = text(span).split("\\.", -1);
        if (numbers.length != 4) {
            shortAddress(span, numbers.length);
            return OptionalInt.empty();
        }
        int bits = 0;
        boolean good = true;
        int start = span.start();
        for (String number : numbers) {
            OptionalInt octet = octet(number, new Span(start, start + number.length()));
            good &= octet.isPresent();
            bits = bits << 8 | octet.orElse(0);
            start += number.length() + 1;
        }
        return good ? OptionalInt.of(bits) : OptionalInt.empty();
    }

    private void shortAddress(Span span, int octets) {
        findings.add(
                SyntaxProblem.SHORT_ADDRESS,
                span,
                "an address has four numbers, and this has " + octets,
                octets < 4
                        ? "write all four; tsocks 1.8 takes the last of fewer for all that are left"
                        : "remove what is too much");
    }

    private OptionalInt octet(String digits, Span span) {
        OptionalInt octet = Numbers.parse(digits, 255);
        if (octet.isEmpty()) {
            findings.add(
                    SyntaxProblem.BAD_OCTET,
                    span,
                    "a number of an address is 0 to 255, and this is " + digits,
                    null);
            return octet;
        }
        return digits.length() == 1 || !digits.startsWith("0")
                ? octet
                : leadingZero(span, digits, octet);
    }

    /// Reports a number that starts with 0, which inet_aton reads as octal.
    private OptionalInt leadingZero(Span span, String digits, OptionalInt octet) {
        int decimal = octet.getAsInt();
        boolean same = decimal < 8;
        String without = Integer.toString(decimal);
        boolean octal = digits.chars().allMatch(c -> c <= '7');
        findings.add(
                SyntaxProblem.LEADING_ZERO,
                same ? Severity.WARNING : Severity.ERROR,
                span,
                same
                        ? "a leading zero makes a number octal"
                        : octal
                                ? "a leading zero makes a number octal: tsocks 1.8 reads "
                                        + digits
                                        + " as "
                                        + Integer.parseInt(digits, 8)
                                : "a leading zero makes a number octal, and "
                                        + digits
                                        + " is not an octal number",
                "write " + without);
        return same ? octet : OptionalInt.empty();
    }

    private Optional<Network> ip6(NetworkContext network) {
        Span span = spanOf(network.colons);
        Optional<Ip6Literal> address = Ip6Literal.parse(text(span));
        Optional<Problem> name = HexadecimalName.problem(text(span), span);
        if (name.isPresent()) {
            findings.add(name.get());
            return Optional.empty();
        }
        if (address.isEmpty()) {
            findings.add(
                    SyntaxProblem.BAD_IPV6,
                    span,
                    text(span) + " is not an IPv6 address",
                    "an IPv6 address has eight groups of up to four hexadecimal digits; `::`"
                            + " stands for groups of zeros, once");
        }
        OptionalInt length = ip6PrefixLength(network);
        if (address.isEmpty() || length.isEmpty()) {
            return Optional.empty();
        }
        return ip6(network, address.get(), length.getAsInt());
    }

    private Optional<Network> ip6(NetworkContext network, Ip6Literal address, int length) {
        long high = address.high() & Network.Ip6.highMask(length);
        long low = address.low() & Network.Ip6.lowMask(length);
        if (high != address.high() || low != address.low()) {
            hostBits(
                    network,
                    advice(
                            Network.Ip6.text(high, low) + "/" + length,
                            Network.Ip6.text(address.high(), address.low()) + "/128"));
            return Optional.empty();
        }
        return Optional.of(Network.ofIp6(high, low, length));
    }

    private OptionalInt ip6PrefixLength(NetworkContext network) {
        if (network.mask == null) {
            missingMask(network, "/128");
            return OptionalInt.empty();
        }
        return prefixLength(network.mask, 128);
    }

    /// The advice about an address and netmask that do not fit. The netmask is more likely to be
    /// wrong: when a private address has a netmask that takes in public ones, or the wildcard form
    /// of routers, the netmask is the mistake.
    private static String netmaskAdvice(int bits, int mask, String maskText, String one) {
        int inverse = ~mask;
        boolean wildcard = (mask & (mask + 1)) == 0 && mask != 0;
        if (wildcard && (bits & mask) == 0) {
            return "this is a wildcard mask, of which tsocks wants the opposite: write "
                    + Network.Ip4.dotted(bits)
                    + "/"
                    + Network.Ip4.dotted(inverse);
        }
        var whole = new Network.Ip4(bits & mask, mask);
        Optional<Network.Ip4> around = PrivateNetworks.around(bits);
        String text = Network.Ip4.dotted(whole.address()) + "/" + maskText;
        return around.isPresent() && !PrivateNetworks.hold(whole)
                ? "write "
                        + Network.Ip4.dotted(around.get().address())
                        + "/"
                        + Network.Ip4.dotted(around.get().mask())
                        + " for the private network, or a narrower one; "
                        + text
                        + " has public addresses too, and "
                        + one
                        + " is the one address"
                : advice(text, one);
    }

    private static String advice(String whole, String one) {
        return "write " + whole + " for the network, or " + one + " for the one address";
    }

    private void hostBits(NetworkContext network, String advice) {
        findings.add(
                SyntaxProblem.HOST_BITS,
                spanOf(network),
                "the address has bits that its netmask leaves out, so no address matches",
                advice);
    }

    /// Whether blanks are in a part of a text.
    static boolean hasBlank(String text, Span span) {
        for (int i = span.start(); i < span.end(); i++) {
            if (text.charAt(i) == ' ' || text.charAt(i) == '\t') {
                return true;
            }
        }
        return false;
    }

    private String text(Span span) {
        return text.substring(span.start(), span.end());
    }

    static Span spanOf(ParserRuleContext context) {
        return new Span(context.getStart().getStartIndex(), context.getStop().getStopIndex() + 1);
    }

    static Span spanOf(Token token) {
        return new Span(token.getStartIndex(), token.getStopIndex() + 1);
    }
}
