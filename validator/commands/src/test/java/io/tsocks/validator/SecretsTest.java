package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Resolver;
import io.tsocks.grammar.ConfParser;
import io.tsocks.lint.UnifiedDiff;
import io.tsocks.lint.report.Format;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No command prints a password, wherever in a file somebody has written it.
class SecretsTest {

    private static final Pattern HUNK =
            Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+\\d+(?:,\\d+)? @@\n");

    @TempDir private Path folder;

    static Stream<String> lines() {
        return Stream.of(
                "server = joe:SEKRET@10.0.0.1",
                "server = joe@corp.example:SEKRET@10.0.0.1",
                "server = socks5://joe:SEKRET@10.0.0.1",
                "fallback = joe:SEKRET@10.0.0.1",
                "default_pas = SEKRET",
                "default_psas = SEKRET  ",
                "default_pw SEKRET",
                "\tdefault_pass=\"SEKRET\"  ",
                "socks5 10.0.0.1 1080 joe SEKRET");
    }

    @ParameterizedTest
    @MethodSource("lines")
    void noReportShowsAPassword(String line) {
        String conf = Confs.write(folder, "local = 10.0.0.0/8", line, "bogus");
        for (Format format : Format.values()) {
            CommandRun run = CommandRun.of(new ValidateCommand(), "--format", format.label(), conf);
            assertThat(run.transcript()).as(format.label()).doesNotContain("SEKRET");
        }
        CommandRun print = CommandRun.of(new ValidateCommand(), "--print", conf);
        assertThat(print.transcript()).doesNotContain("SEKRET");
    }

    @ParameterizedTest
    @MethodSource("lines")
    void noAnswerShowsAPassword(String line) {
        String conf = Confs.write(folder, "local = 10.0.0.0/8", line, "bogus");
        Resolver nobody =
                host -> {
                    throw new UnknownHostException(host);
                };
        CommandRun run =
                CommandRun.of(new RouteCommand(nobody), "--explain", "-f", conf, "10.1.2.3:80");
        assertThat(run.transcript()).doesNotContain("SEKRET");
    }

    @Test
    void aDifferenceShowsNoPasswordBesideWhatIsChangedAndCanStillBeApplied() {
        String before =
                """
                server = 127.0.0.1\s
                default_user = joe
                default_pass = SEKRET
                server_type = 5\s
                # one
                # two
                default_pass = SEKRET
                # three\s
                """;
        String after = before.replace(" \n", "\n");
        UnifiedDiff difference =
                UnifiedDiff.between(
                        ConfParser.parseText("t.conf", before),
                        ConfParser.parseText("t.conf", after));
        String diff = new String(difference.bytes(), StandardCharsets.UTF_8);
        assertThat(diff).contains("-server_type = 5 \n").doesNotContain("SEKRET");
        assertThat(applied(diff, before)).isEqualTo(after);
    }

    @Test
    void aChangedLineWithAPasswordIsShownAndThatIsSaid() {
        String conf =
                Confs.write(
                        folder,
                        "server = 127.0.0.1",
                        "server_type = 5",
                        "default_user = joe",
                        "default_pass = SEKRET ");
        CommandRun run = CommandRun.of(new ValidateCommand(), "--diff", conf);
        assertThat(run.out()).contains("+default_pass = SEKRET\n");
        assertThat(run.err())
                .isEqualTo(
                        conf
                                + ": the difference shows a line with a password, because a fix"
                                + " changes it\n");
    }

    /// A text with a difference applied where it says.
    private static String applied(String diff, String text) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("(?<=\n)", 0)));
        Matcher hunk = HUNK.matcher(diff);
        int shift = 0;
        while (hunk.find()) {
            boolean empty = "0".equals(hunk.group(2));
            int at = Integer.parseInt(hunk.group(1)) - (empty ? 0 : 1) + shift;
            int end = diff.indexOf("@@", hunk.end());
            for (String line :
                    diff.substring(hunk.end(), end < 0 ? diff.length() : end).split("(?<=\n)", 0)) {
                switch (line.charAt(0)) {
                    case ' ' -> assertThat(lines.get(at++)).isEqualTo(line.substring(1));
                    case '-' -> {
                        assertThat(lines.remove(at)).isEqualTo(line.substring(1));
                        shift--;
                    }
                    default -> {
                        lines.add(at++, line.substring(1));
                        shift++;
                    }
                }
            }
        }
        return String.join("", lines);
    }
}
