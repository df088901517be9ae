package io.tsocks.lint;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfLine;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.Spelling;
import io.tsocks.grammar.Statement;
import io.tsocks.grammar.SyntaxProblem;
import io.tsocks.lint.model.Edit;
import io.tsocks.lint.model.Fix;
import io.tsocks.net.Selection;
import io.tsocks.net.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Fixes problems with the text of a file. A fix that brings a line into effect is unsafe, because
/// it changes routes.
final class SyntaxFixes {

    /// A comment in the form of another language: its mark, and words without digits or signs.
    private static final Pattern FOREIGN_COMMENT =
            Pattern.compile("(?://|;|--)[\\p{L}\\s.,!?()'-]*");

    private static final Set<String> EMPTY = Set.of("\"\"", "''");

    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

    /// `server = ` and a text whose characters may all be in a host.
    private static final Pattern HOST_BEFORE =
            Pattern.compile("\\s*\uFEFF?\\s*server\\s*=\\s*(?:[\\w.-]+|\\[[0-9a-fA-F:.]+])");

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
            case UNKNOWN_STATEMENT -> Spelling.slip(text).map(name -> rename(name));
            case UPPER_CASE_NAME -> Optional.of(rename(text.toLowerCase(Locale.ROOT)));
            case MISSING_EQUALS -> equalsSign();
            case EXTRA_TEXT -> comment();
            case UNEXPECTED_BRACE -> closingBrace();
            case MALFORMED_PATH -> new PathFix(file, span).fix();
            case LEADING_ZERO -> leadingZero();
            case HOST_BITS -> new NetmaskFix(span, text).fix();
            case REVERSED_PORTS -> reversedPorts();
            case BAD_NUMBER -> tail();
            case SERVER_WITH_PORT -> serverPort();
            case BAD_SELECT -> selection();
            case QUOTED_VALUE -> quotes();
            case LOOKALIKE_CHARACTER -> Optional.of(lookalike());
            case CONTROL_CHARACTER -> Optional.of(bySeverity("remove the character", ""));
            case BYTE_ORDER_MARK -> Optional.of(Fix.safe("remove the mark", new Edit(span, "")));
            case CRLF_LINE_END -> Optional.of(lineEnds("\r\n"));
            case CR_LINE_END -> Optional.of(lineEnds("\r"));
            case NO_FINAL_LINE_END -> Optional.of(Fix.safe("end the line", new Edit(span, "\n")));
            case TORSOCKS_1_STATEMENT -> Optional.of(removal());
            case MISSING_VALUE,
                    TWO_STATEMENTS,
                    NESTED_PATH,
                    UNCLOSED_PATH,
                    LOCAL_IN_PATH,
                    MISSING_NETMASK,
                    BAD_OCTET,
                    SHORT_ADDRESS,
                    BAD_PREFIX_LENGTH,
                    MALFORMED_NETWORK,
                    BAD_IPV6,
                    HOST_WITH_NETMASK,
                    BAD_HOST_PATTERN,
                    BAD_REMOTE_DNS,
                    BAD_CHAIN,
                    BAD_TLS_PIN,
                    BAD_GSSAPI,
                    BAD_GSSAPI_SERVICE,
                    BAD_RECOVER,
                    BAD_WEIGHT,
                    BAD_CHECK,
                    PORTS_ON_LOCAL,
                    BAD_PORT,
                    BAD_SERVER_TYPE,
                    BAD_FALLBACK,
                    BAD_SERVER,
                    PASSWORD_IN_URI,
                    TEMPLATE_PLACEHOLDER,
                    MERGE_CONFLICT,
                    LONG_LINE,
                    NOT_UTF_8,
                    UTF_16,
                    TORSOCKS_2_FILE,
                    PROXYCHAINS_FILE,
                    TNAT64_FILE,
                    DANTE_FILE,
                    SSH_FILE ->
                    Optional.empty();
        };
    }

    private Fix rename(String name) {
        return unsafe("write " + name, name);
    }

    private Fix unsafe(String description, String replacement) {
        return Fix.unsafe(description, new Edit(span, replacement));
    }

    /// A fix that is safe for a warning and unsafe for an error: an error makes the line
    /// ineffective, so the fix brings it into effect.
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

    /// The fix for a comment of another language, if it contains nothing that could be a value.
    private Optional<Fix> comment() {
        var start = new Span(span.start(), span.start());
        boolean credential = line().words().getFirst().text().startsWith("default_");
        return !credential && FOREIGN_COMMENT.matcher(text).matches()
                ? Optional.of(Fix.unsafe("make it a comment", new Edit(start, "# ")))
                : Optional.empty();
    }

    /// The fix for a superfluous brace, unless the line that should have opened its path may be the
    /// mistake.
    private Optional<Fix> closingBrace() {
        boolean only =
                file.problems().stream()
                        .filter(other -> other.severity() == Severity.ERROR)
                        .allMatch(other -> other.kind() == SyntaxProblem.UNEXPECTED_BRACE);
        return only && text.equals("}") ? Optional.of(removal()) : Optional.empty();
    }

    /// The fix for text after a number, unless that may be part of the intended number: `1O80`.
    private Optional<Fix> tail() {
        return text.chars().noneMatch(Character::isLetterOrDigit)
                ? Optional.of(unsafe("remove " + text, ""))
                : Optional.empty();
    }

    private Fix removal() {
        return Fix.unsafe("remove the line", removal(line()));
    }

    /// The fix for a leading zero, unless octal and decimal give different numbers.
    private Optional<Fix> leadingZero() {
        boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean guess =
                problem.severity() == Severity.ERROR && text.chars().allMatch(c -> c <= '7');
        return digits && !guess
                ? Optional.of(
                        bySeverity("remove the zeros", Integer.toString(Integer.parseInt(text))))
                : Optional.empty();
    }

    /// The fix for quotes. It edits only the quotes, because a fix that repeats a password would
    /// show it in reports.
    private Optional<Fix> quotes() {
        return span.length() == 2
                ? emptyLogin()
                : Optional.of(
                        Fix.unsafe(
                                "remove the quotes",
                                new Edit(new Span(span.start(), span.start() + 1), ""),
                                new Edit(new Span(span.end() - 1, span.end()), "")));
    }

    /// The fix for an empty login. Quotes around nothing are read as a login of two characters. If
    /// user name and password are both so, no login was meant; a single one may be what a server
    /// asks for.
    private Optional<Fix> emptyLogin() {
        List<ConfLine> lines = linesOfLogin();
        boolean all =
                lines.stream().allMatch(line -> EMPTY.contains(line.words().getLast().text()));
        return all && lines.contains(line())
                ? Optional.of(
                        new Fix(
                                Fix.Safety.UNSAFE,
                                "remove the lines of the empty login",
                                lines.stream().map(SyntaxFixes::removal).toList()))
                : Optional.empty();
    }

    private List<ConfLine> linesOfLogin() {
        return file.statements().stream()
                .filter(SyntaxFixes::isCredential)
                .map(credential -> file.line(file.lineAt(credential.start())))
                .toList();
    }

    private static boolean isCredential(Statement statement) {
        return statement instanceof Statement.DefaultUser
                || statement instanceof Statement.DefaultPass;
    }

    private static Edit removal(ConfLine line) {
        return new Edit(new Span(line.start(), line.end()), "");
    }

    /// The fix for a word that is spelled otherwise: `Round_Robin`.
    private Optional<Fix> selection() {
        return Arrays.stream(Selection.values())
                .map(Selection::word)
                .filter(word -> letters(word).equals(letters(text)))
                .findFirst()
                .map(word -> unsafe("write " + word, word));
    }

    private static String letters(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    }

    private Optional<Fix> reversedPorts() {
        int hyphen = text.indexOf('-');
        return Optional.of(
                unsafe(
                        "swap the ports",
                        ":" + text.substring(hyphen + 1) + "-" + text.substring(1, hyphen)));
    }

    private Optional<Fix> serverPort() {
        String port = text.substring(1);
        ConfLine line = line();
        String host = file.text(new Span(line.start(), span.start()));
        if (!PORT.matcher(port).matches() || !HOST_BEFORE.matcher(host).matches()) {
            return Optional.empty();
        }
        int end = line.end() - line.lineEnd().length();
        String statement = line.indent().replace("\uFEFF", "") + "server_port = " + port;
        return Optional.of(
                Fix.unsafe(
                        "make the port a statement",
                        new Edit(span, ""),
                        new Edit(new Span(end, end), "\n" + statement)));
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
