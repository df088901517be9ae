package io.tsocks.validator.lint;

import io.tsocks.engine.Address;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfLine;
import io.tsocks.grammar.Network;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.Span;
import io.tsocks.grammar.Spelling;
import io.tsocks.grammar.SyntaxProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How to put right what is wrong with the text of a file. A fix that makes a line count which did
/// not is unsafe, because it changes routes.
final class SyntaxFixes {

    private static final Pattern IP4_NETWORK =
            Pattern.compile("([0-9.]+)((?::[0-9-]*)?)/([0-9.]+)");
    private static final char FIRST_FULLWIDTH = '\uff01';
    private static final char LAST_FULLWIDTH = '\uff5e';
    private static final int FULLWIDTH_OFFSET = 0xfee0;

    private final ConfFile file;
    private final Problem problem;
    private final Span span;
    private final String text;

    SyntaxFixes(ConfFile file, Problem problem) {
        this.file = file;
        this.problem = problem;
        this.span = problem.span();
        this.text = file.text(span);
    }

    Optional<Fix> of(SyntaxProblem kind) {
        return switch (kind) {
            case UNKNOWN_STATEMENT -> Spelling.statement(text).map(name -> rename(name));
            case UPPER_CASE_NAME -> Optional.of(rename(text.toLowerCase(Locale.ROOT)));
            case MISSING_EQUALS -> equalsSign();
            case EXTRA_TEXT -> comment();
            case UNEXPECTED_BRACE -> text.equals("}") ? Optional.of(removal()) : Optional.empty();
            case LEADING_ZERO -> leadingZero();
            case HOST_BITS -> hostBits();
            case REVERSED_PORTS -> reversedPorts();
            case BAD_NUMBER -> Optional.of(unsafe("remove " + text, ""));
            case SERVER_WITH_PORT -> Optional.of(serverPort());
            case QUOTED_VALUE -> Optional.of(quotes());
            case LOOKALIKE_CHARACTER -> Optional.of(lookalike());
            case CONTROL_CHARACTER -> Optional.of(bySeverity("remove the character", ""));
            case BYTE_ORDER_MARK -> Optional.of(Fix.safe("remove the mark", new Edit(span, "")));
            case CRLF_LINE_END -> Optional.of(lineEnds("\r\n"));
            case CR_LINE_END -> Optional.of(lineEnds("\r"));
            case NO_FINAL_LINE_END -> Optional.of(Fix.safe("end the line", new Edit(span, "\n")));
            case TORSOCKS_1_STATEMENT -> Optional.of(removal());
            case MISSING_VALUE,
                    TWO_STATEMENTS,
                    MALFORMED_PATH,
                    NESTED_PATH,
                    UNCLOSED_PATH,
                    LOCAL_IN_PATH,
                    MISSING_NETMASK,
                    BAD_OCTET,
                    SHORT_ADDRESS,
                    BAD_PREFIX_LENGTH,
                    MALFORMED_NETWORK,
                    BAD_IPV6,
                    HOST_NAME_AS_NETWORK,
                    PORTS_ON_LOCAL,
                    BAD_PORT,
                    BAD_SERVER_TYPE,
                    BAD_FALLBACK,
                    BAD_SERVER,
                    TEMPLATE_PLACEHOLDER,
                    MERGE_CONFLICT,
                    LONG_LINE,
                    NOT_UTF_8,
                    TORSOCKS_2_FILE,
                    PROXYCHAINS_FILE,
                    TNAT64_FILE ->
                    Optional.empty();
        };
    }

    private Fix rename(String name) {
        return unsafe("write " + name, name);
    }

    private Fix unsafe(String description, String replacement) {
        return Fix.unsafe(description, new Edit(span, replacement));
    }

    /// What costs a line when it is an error changes nothing when it is a warning.
    private Fix bySeverity(String description, String replacement) {
        return problem.severity() == Severity.ERROR
                ? unsafe(description, replacement)
                : Fix.safe(description, new Edit(span, replacement));
    }

    private Optional<Fix> equalsSign() {
        List<ConfLine.Word> words = line().words();
        if (words.size() != 2) {
            return Optional.empty();
        }
        int end = words.getFirst().span().end();
        return Optional.of(Fix.unsafe("add the =", new Edit(new Span(end, end), " =")));
    }

    private Optional<Fix> comment() {
        var start = new Span(span.start(), span.start());
        return text.startsWith("}")
                ? Optional.empty()
                : Optional.of(Fix.unsafe("make it a comment", new Edit(start, "# ")));
    }

    private Fix removal() {
        return Fix.unsafe("remove the line", new Edit(new Span(line().start(), line().end()), ""));
    }

    private Optional<Fix> leadingZero() {
        return text.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Optional.of(
                        bySeverity("remove the zeros", Integer.toString(Integer.parseInt(text))))
                : Optional.empty();
    }

    private Optional<Fix> hostBits() {
        Matcher network = IP4_NETWORK.matcher(text);
        if (!network.matches()) {
            return Optional.empty();
        }
        Optional<Address> address = Address.parse(network.group(1));
        Optional<Integer> mask = mask(network.group(3));
        if (mask.isEmpty() || !(address.orElse(null) instanceof Address.Ip4(int bits))) {
            return Optional.empty();
        }
        String kept = Network.Ip4.dotted(bits & mask.get());
        return Optional.of(
                unsafe(
                        "clear the bits outside the netmask",
                        kept + network.group(2) + "/" + network.group(3)));
    }

    private static Optional<Integer> mask(String text) {
        if (text.indexOf('.') < 0) {
            int length = Integer.parseInt(text);
            return Optional.of(length == 0 ? 0 : -1 << (32 - length));
        }
        return Address.parse(text)
                .flatMap(
                        address ->
                                address instanceof Address.Ip4(int bits)
                                        ? Optional.of(bits)
                                        : Optional.empty());
    }

    /// The quotes alone, because a fix that repeats a password would show it in reports.
    private Fix quotes() {
        return Fix.unsafe(
                "remove the quotes",
                new Edit(new Span(span.start(), span.start() + 1), ""),
                new Edit(new Span(span.end() - 1, span.end()), ""));
    }

    private Optional<Fix> reversedPorts() {
        int hyphen = text.indexOf('-');
        return Optional.of(
                unsafe(
                        "swap the ports",
                        ":" + text.substring(hyphen + 1) + "-" + text.substring(1, hyphen)));
    }

    private Fix serverPort() {
        ConfLine line = line();
        int end = line.end() - line.lineEnd().length();
        String statement = line.indent() + "server_port = " + text.substring(1);
        return Fix.unsafe(
                "make the port a statement",
                new Edit(span, ""),
                new Edit(new Span(end, end), "\n" + statement));
    }

    private Fix lookalike() {
        char c = text.charAt(0);
        String meant =
                c >= FIRST_FULLWIDTH && c <= LAST_FULLWIDTH
                        ? Character.toString(c - FULLWIDTH_OFFSET)
                        : switch (Character.getType(c)) {
                            case Character.DASH_PUNCTUATION, Character.MATH_SYMBOL -> "-";
                            case Character.INITIAL_QUOTE_PUNCTUATION,
                                    Character.FINAL_QUOTE_PUNCTUATION ->
                                    c < '\u201c' ? "'" : "\"";
                            default -> " ";
                        };
        return bySeverity("write `" + meant + "`", meant);
    }

    private Fix lineEnds(String end) {
        List<Edit> edits = new ArrayList<>();
        file.lines()
                .filter(line -> line.lineEnd().equals(end))
                .forEach(
                        line ->
                                edits.add(
                                        new Edit(
                                                new Span(line.end() - end.length(), line.end()),
                                                "\n")));
        return new Fix(Fix.Safety.SAFE, "write Unix line ends", edits);
    }

    private ConfLine line() {
        return file.line(file.lineAt(span.start()));
    }
}
