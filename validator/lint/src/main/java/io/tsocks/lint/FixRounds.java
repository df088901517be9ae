package io.tsocks.lint;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.LintOptions;
import java.util.List;
import java.util.function.Function;

/// Applies fixes until there are no more, and lints the file anew after each round: a fix may
/// uncover another problem, and two fixes that overlap need two rounds.
///
/// @param linted the file after the last round, with the remaining findings
/// @param applied how many fixes were applied
public record FixRounds(LintedFile linted, int applied) {

    /// A guard against fixes that undo each other.
    private static final int MOST_ROUNDS = 20;

    /// Whether fixes are left after the last round.
    public boolean isUnfinished(boolean unsafe) {
        return FixedText.of(linted, unsafe).applied() > 0;
    }

    /// Fixes a file's text; nothing is written.
    ///
    /// @param unsafe whether to apply unsafe fixes, too
    /// @param options what the linter looks for
    /// @param linter lints the text after each round
    public static FixRounds of(
            LintedFile linted,
            boolean unsafe,
            LintOptions options,
            Function<ConfFile, LintedFile> linter) {
        LintedFile current = linted;
        int applied = 0;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<Finding> together =
                    new FixGate(current.file(), options)
                            .together(FixedText.fixable(current, unsafe));
            FixedText fixed = FixedText.of(current.file(), together);
            if (fixed.applied() == 0) {
                break;
            }
            applied += fixed.applied();
            current = linter.apply(ConfParser.parse(current.file().name(), fixed.bytes()));
        }
        return new FixRounds(current, applied);
    }
}
