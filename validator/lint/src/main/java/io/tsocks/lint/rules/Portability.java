package io.tsocks.lint.rules;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.Extension;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.model.Dialect;
import io.tsocks.lint.model.Edit;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.Fix;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.Network;
import io.tsocks.net.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/// Reports uses of a feature that tsocks 1.8 would not understand: under its dialect each use, as
/// an error; otherwise the first use, with the number of all uses.
final class Portability {

    private Portability() {}

    /// @param fix makes the edits that fix one use; none if it cannot be fixed
    static void check(
            LintRule rule,
            Subject subject,
            Extension.Kind kind,
            String message,
            String help,
            BiFunction<String, Span, List<Edit>> fix,
            Findings findings) {
        if (!subject.extensions().contains(kind)) {
            return;
        }
        String text = subject.file().text();
        List<Span> uses = uses(subject.file(), kind);
        if (subject.options().dialect() == Dialect.TSOCKS_1_8) {
            uses.forEach(
                    use ->
                            findings.add(
                                    finding(
                                            rule,
                                            Severity.ERROR,
                                            use,
                                            message,
                                            help,
                                            fix.apply(text, use))));
            return;
        }
        String count = uses.size() == 1 ? "" : " (" + uses.size() + " such places)";
        List<Edit> edits = uses.stream().flatMap(use -> fix.apply(text, use).stream()).toList();
        findings.add(finding(rule, rule.severity(), uses.getFirst(), message + count, help, edits));
    }

    private static List<Span> uses(ConfFile file, Extension.Kind kind) {
        List<Span> uses = new ArrayList<>();
        Extension.forEach(
                file,
                extension -> {
                    if (extension.kind() == kind) {
                        uses.add(extension.span());
                    }
                });
        return uses;
    }

    private static Finding finding(
            LintRule rule,
            Severity severity,
            Span span,
            String message,
            String help,
            List<Edit> edits) {
        return new Finding(
                new Problem(rule, severity, span, message, help, List.of()),
                edits.isEmpty() ? null : new Fix(Fix.Safety.SAFE, fixOf(help), edits));
    }

    /// The part of an advice that a fix carries out.
    private static String fixOf(String help) {
        int condition = help.indexOf(" if ");
        return condition < 0 ? help : help.substring(0, condition);
    }

    /// Adds blanks on the sides of a sign that have none.
    static List<Edit> addBlanks(String text, Span sign) {
        boolean before = isBlank(text.charAt(sign.start() - 1));
        boolean opening = text.charAt(sign.start()) == '{';
        boolean after = opening || isBlank(text.charAt(sign.end()));
        // after a blank, the # of a value would start a comment
        if (!opening && text.charAt(sign.end()) == '#') {
            return List.of();
        }
        String spaced = (before ? "" : " ") + text.charAt(sign.start()) + (after ? "" : " ");
        return List.of(new Edit(sign, spaced));
    }

    /// Writes the netmask in place of `/LENGTH`. An IPv4-mapped network has no netmask, because its
    /// length is that of IPv6.
    static List<Edit> writeNetmask(String text, Span slash) {
        int length = Integer.parseInt(text.substring(slash.start() + 1, slash.end()));
        if (length > 32) {
            return List.of();
        }
        int mask = length == 0 ? 0 : -1 << (32 - length);
        return List.of(new Edit(slash, "/" + Network.Ip4.dotted(mask)));
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
