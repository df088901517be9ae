package io.tsocks.lint;

import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.analysis.PolicyChart;
import io.tsocks.engine.analysis.PolicyDiff;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfLine;
import io.tsocks.grammar.ConfParser;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Fix;
import io.tsocks.lint.model.LintOptions;
import io.tsocks.net.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tries fixes before they are offered, and holds them to these rules. A fix that breaks a rule is
/// withheld, and the finding's advice remains.
///
/// - No fix introduces an error.
/// - A safe fix leaves every statement with its meaning, and adds no warning.
/// - An unsafe fix removes no statement, unless the file has no other error and no route changes.
///   So it cannot repair a mere consequence of another mistake.
/// - A text that may be a password stays one, and no other text becomes one.
/// - No fix makes a network local that is wider than what the author wrote, except private
///   networks, or a name that the author did not write. Nor does it make local what stands in a
///   line with another name than `local`, however similar.
/// - A line with a comment that suppresses a finding stays.
final class FixGate {

    /// How many characters are read to try fixes one by one; beyond that, they are tried together.
    private static final long SINGLE = 400_000;

    /// The most characters that are read to try fixes at all; but each file may be read
    /// [#MOST_READS] times.
    private static final long MOST = 4_000_000;

    /// How often a file may be read whatever its length. Good fixes are accepted together at once,
    /// and this is enough to find a bad one among very many.
    private static final int MOST_READS = 4;

    private static final Set<String> EMPTY = Set.of("", "\"\"", "''");

    private final ConfFile before;
    private final LintOptions options;
    private final List<Meaning> meaning;
    private final Tally tally;
    private final Suppressions suppressions;
    private @Nullable Bag<String> secrets;
    private @Nullable PolicyChart chart;
    private final Map<String, Optional<Secret>> secretOfLine = new HashMap<>();
    private long read;

    FixGate(ConfFile before, LintOptions options) {
        this.before = before;
        this.options = options;
        this.meaning = Meaning.of(before);
        this.tally = Tally.of(before, options);
        this.suppressions = Suppressions.of(before);
    }

    /// The same findings of a file, without the fixes that break a rule.
    static LintedFile screen(LintedFile linted, LintOptions options) {
        List<Finding> fixable =
                linted.findings().stream().filter(finding -> finding.fix() != null).toList();
        if (fixable.isEmpty()) {
            return linted;
        }
        boolean tried = linted.file().text().length() <= LintedFile.MOST_CHARACTERS_TO_FIX;
        Set<Finding> good = tried ? new FixGate(linted.file(), options).good(fixable) : Set.of();
        List<Finding> screened =
                linted.findings().stream()
                        .map(one -> good.contains(one) ? one : one.withoutFix())
                        .toList();
        return new LintedFile(
                linted.file(),
                screened,
                linted.suppressedErrors(),
                tried ? 0 : fixable.size(),
                linted.most());
    }

    private Set<Finding> good(List<Finding> fixable) {
        Set<Finding> good = Collections.newSetFromMap(new IdentityHashMap<>());
        if ((long) fixable.size() * before.text().length() <= SINGLE) {
            fixable.stream().filter(one -> permits(List.of(one))).forEach(good::add);
        } else {
            good.addAll(together(fixable));
        }
        return good;
    }

    /// As many of some fixes as keep the rules when they are applied together.
    List<Finding> together(List<Finding> fixable) {
        return collect(fixable, new ArrayList<>());
    }

    /// Adds findings to those that are good together: all at once if possible, otherwise half by
    /// half.
    private List<Finding> collect(List<Finding> more, List<Finding> good) {
        if (more.isEmpty()) {
            return good;
        }
        List<Finding> all = new ArrayList<>(good);
        all.addAll(more);
        if (permits(all)) {
            return all;
        }
        if (more.size() == 1) {
            return good;
        }
        int half = more.size() / 2;
        return collect(more.subList(half, more.size()), collect(more.subList(0, half), good));
    }

    /// Whether fixes keep the rules when they are applied together.
    boolean permits(List<Finding> fixed) {
        int length = before.text().length();
        if (read + length > MOST + (long) MOST_READS * length) {
            return false;
        }
        read += length;
        // a suppression that is unused beside an error may be used without the error
        if (!tally.errorIds().isEmpty() && fixed.stream().anyMatch(FixGate::isSuppression)) {
            return false;
        }
        FixedText text = FixedText.of(before, fixed);
        if (suppressions.isCut(text.edits())) {
            return false;
        }
        ConfFile after = ConfParser.parse(before.name(), text.bytes());
        Tally then = Tally.of(after, options);
        if (!then.errors().isIn(tally.errors())) {
            return false;
        }
        List<Meaning> said = Meaning.of(after);
        boolean safe = fixed.stream().allMatch(FixGate::isSafe);
        return safe
                ? said.equals(meaning) && then.warnings().isIn(tally.warnings())
                : isHarmless(fixed, text, after, said);
    }

    private static boolean isSuppression(Finding finding) {
        return finding.problem().kind() instanceof SuppressionProblem;
    }

    private static boolean isSafe(Finding finding) {
        Fix fix = finding.fix();
        return fix == null || fix.safety() == Fix.Safety.SAFE;
    }

    private boolean isHarmless(
            List<Finding> fixed, FixedText text, ConfFile after, List<Meaning> said) {
        var old = new Bag<Meaning>(meaning);
        var now = new Bag<Meaning>(said);
        boolean loses = old.without(now).stream().anyMatch(lost -> !isQuotedCredential(lost));
        if (loses && !(isOnlyMistake(fixed) && hasSameRoutes(after))) {
            return false;
        }
        return keepsSecrets(after)
                && !new NewLocals(now.without(old)).widen(before, after, text.edits());
    }

    private static boolean isQuotedCredential(Meaning lost) {
        return switch (lost) {
            case Meaning.User(String name) -> !unquoted(name).equals(name);
            case Meaning.Password(var secret) -> !unquoted(secret.reveal()).equals(secret.reveal());
            case Meaning.Local _,
                    Meaning.LocalHosts _,
                    Meaning.Reaches _,
                    Meaning.ReachesHosts _,
                    Meaning.Brace _,
                    Meaning.Member _,
                    Meaning.Setting _ ->
                    false;
        };
    }

    /// Whether the file has no error but those that the fixes are for.
    private boolean isOnlyMistake(List<Finding> fixed) {
        Set<String> ids = new HashSet<>();
        fixed.forEach(finding -> ids.add(finding.problem().kind().id()));
        return tally.errorIds().stream().allMatch(ids::contains);
    }

    private boolean hasSameRoutes(ConfFile after) {
        PolicyChart old = chart == null ? chartOf(before) : chart;
        chart = old;
        PolicyChart now = chartOf(after);
        return old.isExact()
                && now.isExact()
                && PolicyDiff.between(old, now).isEmpty()
                && NameRoutes.agree(policyOf(before), policyOf(after));
    }

    private static PolicyChart chartOf(ConfFile file) {
        return PolicyChart.of(policyOf(file));
    }

    private static Policy policyOf(ConfFile file) {
        return PolicyCompiler.compile(file).policy();
    }

    private boolean keepsSecrets(ConfFile after) {
        Bag<String> old = secrets == null ? secretsOf(before) : secrets;
        secrets = old;
        Bag<String> now = secretsOf(after);
        return now.isIn(old) && old.without(now).stream().allMatch(EMPTY::contains);
    }

    /// How many characters have been read to try fixes.
    long read() {
        return read;
    }

    private Bag<String> secretsOf(ConfFile file) {
        return new Bag<>(
                file.lines()
                        .flatMap(line -> secretOf(line).stream())
                        .map(secret -> unquoted(secret.reveal().strip()))
                        .toList());
    }

    /// The secret of a line, remembered because nearly all lines recur in each text that is tried.
    private Optional<Secret> secretOf(ConfLine line) {
        return secretOfLine.computeIfAbsent(line.text(), _ -> line.secret());
    }

    private static String unquoted(String value) {
        boolean quoted =
                value.length() > 2
                        && (value.startsWith("\"") || value.startsWith("'"))
                        && value.charAt(0) == value.charAt(value.length() - 1);
        return quoted ? value.substring(1, value.length() - 1) : EMPTY.contains(value) ? "" : value;
    }
}
