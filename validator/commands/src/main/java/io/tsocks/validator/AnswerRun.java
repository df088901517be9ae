package io.tsocks.validator;

import io.tsocks.engine.Action;
import io.tsocks.views.Answer;
import io.tsocks.views.AnswerWriter;
import io.tsocks.views.Answers;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Answers one destination after another, and remembers the gravest outcome.
final class AnswerRun {

    /// How many answers are written before a check whether they are still read.
    private static final int ANSWERS_AT_ONCE = 512;

    /// The longest line. A host name has at most 253 characters, a network with ports fewer; the
    /// rest is for blanks.
    private static final int LONGEST_LINE = 4096;

    private final Answers answers;
    private final AnswerWriter writer;
    private final CommandContext context;
    private int exitCode = ExitCode.CLEAN;

    AnswerRun(Answers answers, AnswerWriter writer, CommandContext context) {
        this.answers = answers;
        this.writer = writer;
        this.context = context;
    }

    /// Answers the destinations. Each [ConfReader#STDIN] stands for those of standard input.
    ///
    /// @return the exit code
    int run(List<String> destinations) throws IOException {
        for (String destination : destinations) {
            if (destination.equals(ConfReader.STDIN)) {
                answerLines();
            } else {
                answer(destination);
            }
        }
        writer.flush();
        return exitCode;
    }

    /// Answers the lines of standard input. A person who types a line, or a program that writes one
    /// into a pipe and waits, gets the answer at once.
    private void answerLines() throws IOException {
        var lines =
                new BoundedLines(
                        new InputStreamReader(context.in(), StandardCharsets.UTF_8), LONGEST_LINE);
        int waiting = 0;
        boolean first = true;
        for (BoundedLines.Line line = lines.next(); line != null; line = lines.next()) {
            // a byte order mark is not part of the first name
            String text = line.text();
            String words = (first && text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
            first = false;
            if (!line.whole()) {
                refuseLong(words);
            } else if (!words.isEmpty()) {
                answer(words);
            }
            if (++waiting == ANSWERS_AT_ONCE || !lines.ready()) {
                writer.flush();
                waiting = 0;
                if (context.out().checkError()) {
                    return;
                }
            }
        }
    }

    private void refuseLong(String start) throws IOException {
        String shown = start.substring(0, Math.min(start.length(), 40)) + "...";
        writer.write(
                new Answer.Malformed(
                        shown, "the line has more than " + LONGEST_LINE + " characters"));
        exitCode = ExitCode.UNUSABLE;
    }

    private void answer(String destination) throws IOException {
        for (Answer answer : answers.to(destination)) {
            writer.write(answer);
            exitCode = Math.max(exitCode, exitCodeOf(answer));
        }
    }

    private static int exitCodeOf(Answer answer) {
        return switch (answer) {
            case Answer.Malformed _ -> ExitCode.UNUSABLE;
            case Answer.Network network ->
                    network.parts().stream()
                                    .anyMatch(part -> part.action() instanceof Action.Refused)
                            ? ExitCode.FINDINGS
                            : ExitCode.CLEAN;
            case Answer.Routed routed ->
                    routed.decision().action() instanceof Action.Refused
                            ? ExitCode.FINDINGS
                            : ExitCode.CLEAN;
        };
    }
}
