package io.tsocks.grammar;

import io.tsocks.antlr.Token;
import io.tsocks.grammar.antlr.TsocksConf.RecoveryContext;
import io.tsocks.net.Recovery;
import io.tsocks.net.Selection;
import io.tsocks.net.Span;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads what is said of a group of servers.
final class GroupReader {

    private static final int MOST_ANSWERS = 1000;

    private final Problems findings;

    GroupReader(Problems findings) {
        this.findings = findings;
    }

    /// The statement; empty if its value cannot be used, which has then been reported.
    Optional<Statement> selection(String value, Span span, Span line) {
        Optional<Selection> selection = selection(value);
        if (selection.isEmpty()) {
            findings.add(
                    SyntaxProblem.BAD_SELECT,
                    span,
                    "select says which server of a group a connect tries first, and this is "
                            + Redaction.shown(value),
                    "write one of " + words());
        }
        return selection.map(one -> new Statement.Select(line.start(), line.end(), one));
    }

    private static Optional<Selection> selection(String word) {
        return Arrays.stream(Selection.values()).filter(one -> one.word().equals(word)).findFirst();
    }

    private static String words() {
        return Arrays.stream(Selection.values())
                .map(Selection::word)
                .collect(Collectors.joining(", "));
    }

    /// The statement; empty if its value cannot be used, which has then been reported.
    Optional<Statement> recovery(RecoveryContext context, Span line) {
        Token word = context.value;
        Token count = context.count;
        int end = (count == null ? word : count).getStopIndex() + 1;
        Optional<Recovery> recovery = recovery(word.getText(), count);
        if (recovery.isEmpty()) {
            findings.add(badRecovery(new Span(word.getStartIndex(), end)));
        }
        return recovery.map(when -> new Statement.Recover(line.start(), line.end(), when));
    }

    /// What is wrong with a value that is no recovery.
    static Problem badRecovery(Span value) {
        return Problem.of(
                SyntaxProblem.BAD_RECOVER,
                value,
                "recover says when a group goes back to a server that failed, and this is"
                        + " something else",
                "write `immediately`, `never`, or `after 2` for after two answers in a row"
                        + " (1 to 1000)");
    }

    private static Optional<Recovery> recovery(String word, @Nullable Token count) {
        if (count == null) {
            return switch (word) {
                case "immediately" -> Optional.of(new Recovery.Immediately());
                case "never" -> Optional.of(new Recovery.Never());
                default -> Optional.empty();
            };
        }
        OptionalInt answers = Numbers.parse(count.getText(), MOST_ANSWERS);
        return word.equals("after") && answers.isPresent() && answers.getAsInt() > 0
                ? Optional.of(new Recovery.After(answers.getAsInt()))
                : Optional.empty();
    }
}
