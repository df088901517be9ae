package io.tsocks.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Lines about names that could go.
class IdleNamesTest {

    @Test
    void linesAboutNamesThatCouldGoAreNamedWithTheReason() {
        String file =
                """
                local = .corp.example.org
                local = www.corp.example.org
                path {
                    reaches = x.localhost
                    reaches = .cloud.example.org:443
                    reaches = .cloud.example.org
                    server = 127.0.0.1
                    server_type = 5
                }
                fallback = yes
                """;
        assertThat(HostRulesTest.findings(file))
                .extracting(
                        one ->
                                "%d %s %s %s"
                                        .formatted(
                                                file.substring(0, one.span().end()).lines().count(),
                                                one.kind().id(),
                                                one.severity(),
                                                one.message()))
                .containsExactly(
                        "2 TS326 WARNING this line decides no route: other lines decide for all of"
                                + " its names",
                        "4 TS326 WARNING this line decides no route: names of localhost are always"
                                + " loopback addresses",
                        "5 TS327 INFO this line changes no route: without it, its names would go"
                                + " the same way");
    }
}
