package io.tsocks.lint.embedder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.lint.Linter;
import io.tsocks.lint.model.Finding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a program that embeds the linter writes, from a package of its own.
class EmbedderTest {

    @Test
    void threeLinesLintAText() {
        String text = "server = 127.0.0.1\nserver_type = 5\nlocal = 10.0.0.1/255.0.0.0\n";
        List<String> said = new ArrayList<>();

        for (Finding finding : Linter.lint("tsocks.conf", text).findings()) {
            said.add(finding.problem().kind().id() + " " + finding.problem().severity().label());
        }

        assertThat(said).contains("TS116 error");
    }

    @Test
    void aTextWithoutMistakesHasNoFindings() {
        String text = "server = 127.0.0.1\nserver_type = 5\n";

        assertThat(Linter.lint("tsocks.conf", text).findings()).isEmpty();
    }
}
