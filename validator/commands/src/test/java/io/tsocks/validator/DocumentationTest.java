package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Resolver;
import io.tsocks.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The documentation shows what the commands really print. A line `...` stands for any lines.
class DocumentationTest {

    private static final Pattern EXAMPLE =
            Pattern.compile("(?m)^\\$ (tsocks-(?:route|validate)) (.*)\n((?:(?![$`]).*\n)*)");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "docs/convert.md",
                "docs/route-json.md",
                "docs/route-questions.md",
                "docs/tsocks-conf.md"
            })
    void examplesAreTrue(String page) throws IOException {
        String text = Files.readString(Project.home().resolve(page));
        List<MatchResult> examples = EXAMPLE.matcher(text).results().toList();
        assertThat(examples).isNotEmpty().allSatisfy(DocumentationTest::isTrue);
    }

    private static void isTrue(MatchResult example) {
        String samples = Project.home().resolve("samples") + "/";
        Command command =
                example.group(1).equals("tsocks-route")
                        ? new RouteCommand(Resolver.none())
                        : new ValidateCommand();
        String[] arguments =
                Arrays.stream(example.group(2).replace("'", "").split(" ", -1))
                        .map(word -> word.replace("samples/", samples))
                        .toArray(String[]::new);
        String printed = CommandRun.of(command, arguments).out().replace(samples, "samples/");
        String shown = Pattern.quote(example.group(3)).replace("\n...\n", "\n\\E(?s:.*)\\Q");
        assertThat(printed).as("%s", example.group()).matches(shown);
    }
}
