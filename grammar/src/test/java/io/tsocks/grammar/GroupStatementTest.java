package io.tsocks.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.net.Checks;
import io.tsocks.net.ServerUri;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupStatementTest {

    @Test
    void aServerByUriMayHaveAWeight() throws Exception {
        String text = "server = http://h\t weight  256 # x\nserver=socks5://weight weight 1 # y\n";
        ConfFile file = ConfParser.parseText("a.conf", text);

        assertThat(file.problems()).isEmpty();
        assertThat(file.statements())
                .containsExactly(
                        new Statement.ServerByUri(
                                0,
                                30,
                                ServerUri.parse("http://h"),
                                Optional.of(new Statement.Weight(19, 30, 256))),
                        new Statement.ServerByUri(
                                35,
                                66,
                                ServerUri.parse("socks5://weight"),
                                Optional.of(new Statement.Weight(58, 66, 1))));
    }

    @Test
    void weightIsAWordLikeAnyOtherElsewhere() {
        ConfFile file =
                ConfParser.parseText(
                        "a.conf",
                        "server = weight\ndefault_user = weight\ndefault_pass = weight # x\n");

        assertThat(file.problems()).isEmpty();
        assertThat(file.statements())
                .extracting(statement -> file.text(statement.span()))
                .containsExactly(
                        "server = weight", "default_user = weight", "default_pass = weight");
    }

    @ParameterizedTest
    @CsvSource({"1s, PT1S", "90s, PT1M30S", "2m, PT2M", "0120s, PT2M", "60m, PT1H", "3600s, PT1H"})
    void aCheckIsATime(String value, Duration interval) {
        ConfFile file = ConfParser.parseText("a.conf", "check=" + value + " # x\n");

        assertThat(file.problems()).isEmpty();
        assertThat(file.statements())
                .containsExactly(
                        new Statement.Check(0, 6 + value.length(), new Checks.Every(interval)));
    }

    @Test
    void aServerThatIsNotToBeUsedNeedsNoLine() {
        assertThat(ConfParser.parseText("a.conf", "server = http://h weight 0\n").problems())
                .singleElement()
                .satisfies(
                        problem ->
                                assertThat(problem.help())
                                        .isEqualTo(
                                                "remove the line if the server is not to be"
                                                        + " used"));
    }
}
