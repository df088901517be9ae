package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Approved;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What tsocks-route answers for host names.
class RouteNamesTest {

    @TempDir private Path folder;

    @Test
    void aNameIsDecidedByWhatTheFileSaysOfNames() {
        String[] names = {
            "www.corp.example:443",
            "WWW.Cloud.Example.:80",
            "old.cloud.example:443",
            "shop.example:8080",
            "web.example:8080",
            "web.example:80",
            "web.test:80",
            "nobody.test:80",
            "x.onion:80",
            "localhost:80",
            "10.1.2.3"
        };
        Approved.verify("route-names.txt", namesOf("", names) + namesOf("--all-addresses", names));
        Approved.verify(
                "route-names-explain.txt",
                namesOf("--explain", "www.cloud.example:80")
                        + namesOf("--explain", "old.cloud.example:80")
                        + namesOf("--explain", "web.test:80")
                        + namesOf("--explain", "nobody.test:80")
                        + namesOf("--explain", "x.onion:80")
                        + namesOf("--explain", "localhost:80"));
        Approved.verify("route-names-json.txt", namesOf("--json", names));
    }

    @Test
    void otherNamesGoUnresolvedByRemoteDns() {
        String conf = DiffCommandTest.NAMES_CHANGED;
        Approved.verify(
                "route-remote-dns.txt",
                RouteCommandTest.route("-f", conf, "web.test:80", "x.onion", "sold.example")
                                .transcript()
                        + RouteCommandTest.route("-f", conf, "--explain", "web.test:80")
                                .transcript()
                        + RouteCommandTest.route("-f", conf, "--explain", "--json", "web.test:80")
                                .transcript());
    }

    @Test
    void allAddressesOfANameAreAnswered() {
        Approved.verify(
                "route-all-addresses.txt",
                RouteCommandTest.route("-f", Confs.OFFICE, "-a", "two.example:80").transcript());
    }

    @Test
    void aNameWhoseAddressesHaveDifferentRoutesIsMentioned() {
        CommandRun run = RouteCommandTest.route("-f", Confs.OFFICE, "two.example:80");
        assertThat(run.out()).startsWith("via socks5://10.1.7.26:1081 ");
        assertThat(run.err())
                .isEqualTo(
                        "tsocks-route: two.example:80: this is the route to 10.1.2.3, its first"
                                + " address; others have other routes (--all-addresses shows them)\n");
    }

    @Test
    void aNameWithoutAnAddressIsRefusedWhereTheAddressDecides() {
        CommandRun run = RouteCommandTest.route("-f", Confs.OFFICE, "nobody.example:80");
        assertThat(run.out()).startsWith("refused (nobody.example does not resolve");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void aNameIsNotResolvedWhereEveryAddressHasTheSameRoute() {
        String conf = Confs.write(folder, "server = 127.0.0.1", "server_type = 5");
        assertThat(RouteCommandTest.route("-f", conf, "nobody.example:80").out())
                .isEqualTo("via socks5://127.0.0.1:1080 (default server at line 1)\n");
    }

    private static String namesOf(String option, String... names) {
        List<String> words = new ArrayList<>(List.of("-f", Confs.NAMES));
        if (!option.isEmpty()) {
            words.add(option);
        }
        words.addAll(List.of(names));
        return RouteCommandTest.route(words.toArray(String[]::new)).transcript();
    }
}
