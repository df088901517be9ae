package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Resolver;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `--color` decides; without it the terminal and NO_COLOR do.
class ColoursTest {

    private static final String COLOUR = "\u001b[";

    @ParameterizedTest
    @CsvSource({
        "auto,   true,  '',  true",
        "auto,   true,  1,   false",
        "auto,   false, '',  false",
        "always, false, 1,   true",
        "always, false, '',  true",
        "never,  true,  '',  false",
    })
    void diagnosticsAreColouredWhenAsked(
            String when, boolean terminal, String noColor, boolean coloured) {
        String text =
                run(new ValidateCommand(), terminal, noColor, "--color", when, Confs.MISTAKES);
        assertThat(text.contains(COLOUR)).isEqualTo(coloured);
    }

    @Test
    void withoutTheOptionItIsAuto() {
        assertThat(run(new ValidateCommand(), true, "", Confs.MISTAKES)).contains(COLOUR);
        assertThat(run(new ValidateCommand(), true, "1", Confs.MISTAKES)).doesNotContain(COLOUR);
    }

    @Test
    void everyCommandHasTheOptionAlsoBeforeItsName() {
        assertThat(
                        run(
                                new RouteCommand(Resolver.none()),
                                false,
                                "",
                                "--color=always",
                                "map",
                                "-f",
                                Confs.OFFICE))
                .contains(COLOUR);
        assertThat(
                        run(
                                new RouteCommand(Resolver.none()),
                                true,
                                "",
                                "map",
                                "--color=never",
                                "-f",
                                Confs.OFFICE))
                .doesNotContain(COLOUR);
    }

    @Test
    void anotherWordIsRefused() {
        CommandRun run = CommandRun.of(new ValidateCommand(), "--color=pink", Confs.CLEAN);
        assertThat(run.err())
                .isEqualTo("tsocks-validate: --color is auto, always or never, and not 'pink'\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    }

    private static String run(
            Command command, boolean terminal, String noColor, String... arguments) {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        var context =
                new CommandContext(
                        new ByteArrayInputStream(new byte[0]),
                        out,
                        out,
                        Map.of("NO_COLOR", noColor),
                        () -> terminal,
                        CommandContext.Input.OPEN);
        CommandRunner.run(command, context, arguments);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
