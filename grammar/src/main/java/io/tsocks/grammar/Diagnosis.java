package io.tsocks.grammar;

import io.tsocks.net.Span;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Says what is wrong with a line that is not a statement, in the words of the mistake that was
/// most likely made.
final class Diagnosis {

    static final List<String> NAMES =
            List.of(
                    "local",
                    "path",
                    "reaches",
                    "server",
                    "server_port",
                    "server_type",
                    "default_user",
                    "default_pass",
                    "fallback",
                    "remote_dns",
                    "chain",
                    "select",
                    "recover",
                    "password_file",
                    "tls_ca",
                    "tls_pin",
                    "tls_client",
                    "gssapi",
                    "gssapi_service",
                    "check");

    private static final List<String> TORSOCKS_1 =
            List.of(
                    "tordns_enable",
                    "tordns_deadpool_range",
                    "tordns_cache_size",
                    "dns_direct_enable");

    /// A word that is a network or a host pattern, or is meant as one.
    private static final Pattern DESTINATION =
            Pattern.compile(
                    "[0-9a-fA-F.:]+[./:][0-9a-fA-F.:/]*"
                            + "|\\*|(?:\\*?\\.)?[\\w-]+(?:\\.[\\w-]+)+(?::[0-9-]+)?[,;]?");

    private final String line;
    private final Span span;
    private final @Nullable Span offending;
    private final String name;

    /// The value and what follows it, or if there is no `=`, what follows the name.
    private final String rest;

    private final boolean hasEquals;

    /// @param text the file's
    /// @param span the line without indentation and comment, at least one character
    /// @param offending the token at which the grammar gave up; null if it was not asked
    Diagnosis(String text, Span span, @Nullable Span offending) {
        this.span = span;
        this.offending = offending;
        this.line = text.substring(span.start(), span.end());
        this.name = nameOf(line);
        String afterName = line.substring(name.length()).stripLeading();
        this.hasEquals = afterName.startsWith("=");
        this.rest = hasEquals ? afterName.substring(1).strip() : afterName.strip();
    }

    /// The name that a line starts with, which may be unknown.
    static String nameOf(String line) {
        int end = 0;
        while (end < line.length() && " \t={}".indexOf(line.charAt(end)) < 0) {
            end++;
        }
        return line.substring(0, Math.max(1, end));
    }

    /// The problem of the line.
    Problem explain() {
        return mergeConflict()
                .or(this::lookalike)
                .or(this::torsocks1)
                .or(this::placeholder)
                .or(this::upperCase)
                .orElseGet(() -> NAMES.contains(name) || name.equals("}") ? known() : unknown());
    }

    private Optional<Problem> mergeConflict() {
        return List.of("<<<<<<<", "=======", ">>>>>>>", "|||||||").stream()
                        .anyMatch(line::startsWith)
                ? Optional.of(
                        problem(
                                SyntaxProblem.MERGE_CONFLICT,
                                "this is left over from a merge conflict",
                                "choose one side and remove the markers"))
                : Optional.empty();
    }

    private Optional<Problem> lookalike() {
        for (int i = 0; i < line.length(); i++) {
            Optional<String> meant = Lookalike.of(line.charAt(i));
            if (meant.isPresent()) {
                boolean comment = i == 0 && line.charAt(i) == '＃';
                return Optional.of(
                        new Problem(
                                SyntaxProblem.LOOKALIKE_CHARACTER,
                                comment ? Severity.WARNING : Severity.ERROR,
                                new Span(span.start() + i, span.start() + i + 1),
                                "this character only looks like " + meant.get(),
                                "type " + meant.get() + " with the keyboard set to Latin letters",
                                List.of()));
            }
        }
        return Optional.empty();
    }

    private Optional<Problem> torsocks1() {
        return TORSOCKS_1.contains(name)
                ? Optional.of(
                        Problem.of(
                                SyntaxProblem.TORSOCKS_1_STATEMENT,
                                nameSpan(),
                                "`" + name + "` is a statement of torsocks 1, and tsocks has none",
                                "remove the line; write `remote_dns = yes` if Tor is to resolve"
                                        + " names, as with `tordns_enable = true`"))
                : Optional.empty();
    }

    private Optional<Problem> placeholder() {
        return Placeholder.in(line, span.start())
                .map(
                        where ->
                                Problem.of(
                                        SyntaxProblem.TEMPLATE_PLACEHOLDER,
                                        where,
                                        "this looks like a placeholder that nothing has replaced",
                                        "run the template engine or the shell that should fill it"
                                                + " in"));
    }

    private Optional<Problem> upperCase() {
        String lower = name.toLowerCase(Locale.ROOT);
        return !lower.equals(name) && NAMES.contains(lower)
                ? Optional.of(
                        Problem.of(
                                SyntaxProblem.UPPER_CASE_NAME,
                                nameSpan(),
                                "names of statements are in lower case",
                                "write `" + lower + "`"))
                : Optional.empty();
    }

    private Problem unknown() {
        if (name.equals("{")) {
            return problem(
                    SyntaxProblem.UNEXPECTED_BRACE,
                    "this `{` opens nothing",
                    "write `path {` on one line");
        }
        String inner = nameOf(rest.isEmpty() ? " " : rest);
        boolean prefixed = name.length() <= 2 && NAMES.contains(inner);
        Optional<String> meant = Spelling.statement(name);
        return Problem.of(
                SyntaxProblem.UNKNOWN_STATEMENT,
                nameSpan(),
                prefixed
                        ? "no statement starts with `" + name + "`"
                        : "tsocks has no statement " + quotedName(),
                prefixed
                        ? "remove the `" + name + "` before `" + inner + "`"
                        : meant.map(known -> "did you mean `" + known + "`?")
                                .orElse("a line is a statement, or a comment that starts with #"));
    }

    /// The name in quotes. It may run into a password, which is not repeated.
    private String quotedName() {
        return Redaction.start(name) < name.length() ? "of this name" : "`" + name + "`";
    }

    private Problem known() {
        if (name.equals("}")) {
            return problem(
                    SyntaxProblem.EXTRA_TEXT,
                    "nothing but a comment can follow `}`",
                    "put it on a line of its own; a comment needs a blank before its #");
        }
        if (name.equals("path")) {
            return problem(
                    SyntaxProblem.MALFORMED_PATH,
                    rest.startsWith("{")
                            ? "nothing but a comment can follow `path {`"
                            : "a path opens with `path {`",
                    rest.isEmpty()
                            ? "write `path {`: the brace belongs on the line of path"
                            : rest.startsWith("{")
                                    ? "put each statement of the path, and the `}`, on a line of its own"
                                    : "write `path {`; a path has no name");
        }
        if (!hasEquals) {
            return problem(
                    SyntaxProblem.MISSING_EQUALS,
                    "there is no `=` after `" + name + "`",
                    "write `" + name + " = ` and then the value");
        }
        return rest.isEmpty()
                ? problem(
                        SyntaxProblem.MISSING_VALUE,
                        "`" + name + "` has no value",
                        name.equals("default_pass")
                                ? "write the value after the `=`; one that starts with # is a"
                                        + " comment"
                                : "write the value after the `=`, or remove the line")
                : badValue();
    }

    private Problem badValue() {
        List<ConfLine.Word> words = new ConfLine(1, 1, rest).words();
        if (words.size() > 1) {
            return isNetworkWithBlanks() ? NetworkReader.blanks(rest, valueSpan()) : extra(words);
        }
        return name.equals("local") || name.equals("reaches")
                ? new NetworkDiagnosis(rest, valueSpan(), offending).explain()
                : problem(SyntaxProblem.MISSING_VALUE, "this is not a value", null);
    }

    private boolean isNetworkWithBlanks() {
        return (name.equals("local") || name.equals("reaches"))
                && rest.chars().filter(c -> c == '/').count() == 1
                && rest.matches("[0-9.:/ \\t-]+");
    }

    private Problem extra(List<ConfLine.Word> words) {
        String second = words.get(1).text();
        int at = valueSpan().start() + words.get(1).start() - 1;
        var tail = new Span(at, span.end());
        String secondName = nameOf(second);
        if (NAMES.contains(secondName) && (words.size() > 2 || second.indexOf('=') > 0)) {
            return Problem.of(
                    SyntaxProblem.TWO_STATEMENTS,
                    tail,
                    "a second statement on the same line",
                    "put `" + secondName + "` on a line of its own");
        }
        if (name.equals("server") && second.equalsIgnoreCase("weight")) {
            return GroupReader.badWeight(tail);
        }
        if (name.equals("recover")) {
            return GroupReader.badRecovery(valueSpan());
        }
        boolean network = name.equals("local") || name.equals("reaches");
        if (network && Ip4Literal.parse(second).isPresent() && rest.indexOf('/') < 0) {
            return Problem.of(
                    SyntaxProblem.MISSING_NETMASK,
                    valueSpan(),
                    "the netmask follows the address after a slash",
                    "write " + words.get(0).text() + "/" + second);
        }
        if (name.equals("default_pass") || name.equals("default_user")) {
            String what = name.equals("default_pass") ? "a password" : "a user name";
            return Problem.of(
                    SyntaxProblem.EXTRA_TEXT,
                    tail,
                    what + " cannot have a blank in it, and quotes do not help",
                    "ask for one without blanks; a comment starts with #");
        }
        if (network && DESTINATION.matcher(second).matches()) {
            return Problem.of(
                    SyntaxProblem.EXTRA_TEXT,
                    tail,
                    "a line has one network or host pattern, and this is more",
                    "put each on a line of its own, as another `" + name + "`");
        }
        return Problem.of(
                SyntaxProblem.EXTRA_TEXT,
                tail,
                "a value is one word, and this is more",
                second.startsWith("//") || second.startsWith(";")
                        ? "a comment starts with #"
                        : "remove it, or make it a comment with #");
    }

    private Span nameSpan() {
        return new Span(span.start(), span.start() + name.length());
    }

    /// From the first character after the `=` and its blanks to the end of the line.
    private Span valueSpan() {
        return new Span(span.end() - rest.length(), span.end());
    }

    private Problem problem(SyntaxProblem kind, String message, @Nullable String help) {
        return Problem.of(kind, span, message, help);
    }
}
