package io.tsocks.validator.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.grammar.ConfParser;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ManyFindingsTest {

    @Test
    void theLastOfTooManyFindingsSaysHowManyAreNotListed() {
        String dead =
                IntStream.range(0, 1200)
                        .mapToObj(i -> "reaches = 10.1." + i / 256 + "." + i % 256 + "/32\n")
                        .collect(Collectors.joining());
        List<String> messages =
                messages(
                        "local = 10.0.0.0/8\npath {\nreaches = 11.0.0.0/8\n"
                                + dead
                                + "server = 10.0.0.1\nserver_type = 5\n}\nfallback = yes\n");
        assertThat(messages).hasSize(1000);
        assertThat(messages.getLast())
                .endsWith("; this is said of 1,200 networks, and 200 of them are not listed");
        assertThat(messages.subList(0, 999)).noneMatch(message -> message.contains("not listed"));
    }

    private static List<String> messages(String text) {
        return new Linter(LintOptions.DEFAULT)
                .lint(ConfParser.parseText("t.conf", text), false).findings().stream()
                        .filter(finding -> finding.problem().kind().id().equals("TS301"))
                        .map(finding -> finding.problem().message())
                        .toList();
    }
}
