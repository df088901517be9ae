package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Resolver;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundedLinesTest {

    @Test
    void everyLineEndEndsALineAndNoMoreIsKeptThanTheBound() throws IOException {
        var in = new BoundedLines(new StringReader("abc\r\nabcd\r\rabcdefgh\n\nx"), 3);
        List<BoundedLines.Line> lines = new ArrayList<>();
        for (BoundedLines.Line line = in.next(); line != null; line = in.next()) {
            lines.add(line);
        }
        assertThat(lines)
                .containsExactly(
                        new BoundedLines.Line("abc", true),
                        new BoundedLines.Line("abc", false),
                        new BoundedLines.Line("", true),
                        new BoundedLines.Line("abc", false),
                        new BoundedLines.Line("", true),
                        new BoundedLines.Line("x", true));
    }

    @Test
    void aLineWithoutAnEndIsRefusedAndTheNextAnswered() {
        CommandRun run =
                CommandRun.of(
                        new RouteCommand(Resolver.none()),
                        "a".repeat(100_000) + "\n127.0.0.1\n",
                        Map.of(),
                        "-f",
                        Confs.CLEAN,
                        "-");
        assertThat(run.out()).contains("127.0.0.1\tdirect");
        assertThat(run.err())
                .hasLineCount(1)
                .contains("aaa...: the line has more than 4096 characters");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    }
}
