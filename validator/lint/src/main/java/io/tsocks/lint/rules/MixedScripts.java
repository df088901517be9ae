package io.tsocks.lint.rules;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.Statement;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.Span;
import java.lang.Character.UnicodeScript;
import java.net.IDN;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A label of a host name with letters of scripts that no language uses together, so that it may
/// look like another name.
///
/// This is the level "highly restrictive" of UTS 39, section 5.2, by the property Script: one
/// script, or the scripts of Japanese, Chinese or Korean with Latin.
public final class MixedScripts extends LintRule {

    private static final List<Set<UnicodeScript>> TOGETHER =
            List.of(
                    EnumSet.of(
                            UnicodeScript.LATIN,
                            UnicodeScript.HAN,
                            UnicodeScript.HIRAGANA,
                            UnicodeScript.KATAKANA),
                    EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.BOPOMOFO),
                    EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HANGUL));

    private static final Pattern LABEL = Pattern.compile("[^ \\t.\u3002\uff0e\uff61]+");

    /// The rule.
    public MixedScripts() {
        super("TS403", Severity.WARNING, "mixed scripts in a host name");
    }

    @Override
    public Page page() {
        return Page.of(
                "A label of a host name with letters of several scripts, such as Latin and"
                        + " Cyrillic. Digits and hyphens belong to every script, and the scripts of"
                        + " Japanese, Chinese and Korean may stand beside Latin (UTS 39, section"
                        + " 5.2).",
                "Letters of different scripts look the same, so the name is not the one that"
                        + " readers see. The name that they see has another route.",
                "local = p\u0430ypal.example.org\n" + Page.SERVER,
                "local = paypal.example.org\n" + Page.SERVER,
                Page.NO_FIX);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        String text = subject.file().text();
        subject.statements(Statement.class)
                .filter(MixedScripts::hasHosts)
                .forEach(statement -> check(text, statement, findings));
    }

    private static boolean hasHosts(Statement statement) {
        return statement instanceof Statement.LocalHosts
                || statement instanceof Statement.ReachesHosts;
    }

    /// Checks the words as written, because [IDN] reads the A-labels of some letters differently.
    private void check(String text, Statement statement, Findings findings) {
        int ports = text.indexOf(':', statement.start(), statement.end());
        int end = ports < 0 ? statement.end() : ports;
        Matcher label = LABEL.matcher(text).region(text.indexOf('=', statement.start()) + 1, end);
        while (label.find()) {
            Set<UnicodeScript> scripts = scripts(label.group());
            if (scripts.size() > 1
                    && TOGETHER.stream().noneMatch(all -> all.containsAll(scripts))) {
                findings.add(finding(new Span(label.start(), label.end()), scripts));
            }
        }
    }

    private static Set<UnicodeScript> scripts(String label) {
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        IDN.toUnicode(label).codePoints().mapToObj(UnicodeScript::of).forEach(scripts::add);
        scripts.removeAll(EnumSet.of(UnicodeScript.COMMON, UnicodeScript.INHERITED));
        return scripts;
    }

    private Finding finding(Span label, Set<UnicodeScript> scripts) {
        return Finding.of(
                Problem.of(
                        this,
                        label,
                        "this part of the name mixes the scripts "
                                + scripts.stream()
                                        .map(MixedScripts::name)
                                        .collect(Collectors.joining(" and ")),
                        "type it again in one script"));
    }

    private static String name(UnicodeScript script) {
        String name = script.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
