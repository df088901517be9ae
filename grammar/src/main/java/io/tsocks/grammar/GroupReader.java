package io.tsocks.grammar;

import io.tsocks.antlr.Token;
import io.tsocks.grammar.antlr.TsocksConf.RecoveryContext;
import io.tsocks.grammar.antlr.TsocksConf.ServerStatementContext;
import io.tsocks.net.Checks;
import io.tsocks.net.Recovery;
import io.tsocks.net.Selection;
import io.tsocks.net.ServerUri;
import io.tsocks.net.Span;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads what is said of a group of servers.
final class GroupReader {

    private static final int MOST_ANSWERS = 1000;
    private static final int SECONDS_OF_MINUTE = 60;

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

    /// The statement; empty if its value cannot be used, which has then been reported.
    Optional<Statement> checks(String value, Span span, Span line) {
        Optional<Checks> checks = checks(value);
        if (checks.isEmpty()) {
            findings.add(
                    SyntaxProblem.BAD_CHECK,
                    span,
                    "check says how often the servers of a group are checked, and this is "
                            + Redaction.shown(value),
                    "write a time from 1s to 60m, such as `30s` or `2m`, or `none`");
        }
        return checks.map(when -> new Statement.Check(line.start(), line.end(), when));
    }

    private static Optional<Checks> checks(String word) {
        if (word.equals("none")) {
            return Optional.of(new Checks.None());
        }
        int longest = (int) Checks.Every.LONGEST.toSeconds();
        int length = word.length() - 1;
        OptionalInt count = Numbers.parse(word.substring(0, length), longest);
        int unit =
                switch (word.charAt(length)) {
                    case 's' -> 1;
                    case 'm' -> SECONDS_OF_MINUTE;
                    default -> 0;
                };
        int seconds = count.orElse(0) * unit;
        return seconds > 0 && seconds <= longest
                ? Optional.of(new Checks.Every(Duration.ofSeconds(seconds)))
                : Optional.empty();
    }

    /// The weight of a server; empty if it cannot be used, which has then been reported.
    ///
    /// @param server as it is written
    Optional<Statement.Weight> weight(String server, ServerStatementContext context) {
        var words = new Span(context.keyword.getStartIndex(), context.weight.getStopIndex() + 1);
        OptionalInt value = Numbers.parse(context.weight.getText(), Statement.Weight.MOST);
        if (!ServerUri.isMeant(server)) {
            findings.add(
                    SyntaxProblem.BAD_WEIGHT,
                    words,
                    "only a server with a scheme has a weight",
                    "write the server as a URI, such as socks5://HOST:PORT, or remove the weight");
            return Optional.empty();
        }
        if (value.orElse(0) == 0) {
            findings.add(badWeight(words, context.weight.getText()));
            return Optional.empty();
        }
        return Optional.of(new Statement.Weight(words.start(), words.end(), value.getAsInt()));
    }

    private static Problem badWeight(Span words, String number) {
        boolean none = Numbers.parse(number, 0).isPresent();
        return Problem.of(
                SyntaxProblem.BAD_WEIGHT,
                words,
                none
                        ? "a server of weight 0 would never have its turn"
                        : "a weight is a number from 1 to " + Statement.Weight.MOST,
                none
                        ? "remove the line if the server is not to be used"
                        : "write `weight 3` for three times the connections of a server without"
                                + " weight");
    }

    /// What is wrong with words after a server that are meant as its weight.
    static Problem badWeight(Span words) {
        return badWeight(words, "");
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
