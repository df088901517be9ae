package io.tsocks.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Command;
import io.tsocks.testing.Microsocks;
import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.Place;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.SealedNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A policy that options say, in a network where nothing but the SOCKS server can be reached and
/// only the server can resolve names.
@RequiresRoot
@RequiresProgram({
    "curl",
    "ip",
    "microsocks",
    "nft",
    "python3",
    "setpriv",
    "ssh",
    "ssh-keygen",
    "sshd"
})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WithoutFileIT {

    private static final String OUTER = "192.0.2.7";
    private static final String INNER = "192.0.2.99";
    private static final String SERVER = "socks5h://10.203.0.1:1080";
    private static final String BY_NAME = "http://web.test.example/greeting";

    private final SealedWorkshop sealed = new SealedWorkshop();
    private final Workshop workshop = sealed.workshop();
    private final SealedNetwork network = sealed.network();

    @BeforeAll
    void start() {
        NetworkNamespace inside = network.inside().addAddress(INNER);
        NetworkNamespace outside = network.outside().addAddress(OUTER);
        outside.etc("hosts", OUTER + " web.test.example\n");
        inside.etc("resolv.conf", "");
        outside.etc("resolv.conf", "");
        sealed.start(workshop.serveGreeting(inside, "inner", INNER));
        sealed.start(workshop.serveGreeting(outside, "outer", OUTER));
        sealed.start(Microsocks.start(network.server()));
        sealed.start(
                Shells.serve(workshop, new Place(network.outside(), "fd0c:203::1", 1080))::close);
    }

    @AfterEach
    void nothingHasLeaked() {
        sealed.assertNothingHasLeaked();
    }

    @AfterAll
    void stop() {
        sealed.close();
    }

    private Command.Result run(User user, List<String> variables, String... words) {
        List<String> all = new ArrayList<>(List.of("env"));
        all.addAll(variables);
        all.addAll(workshop.tsocks(words));
        return workshop.command(network.inside(), user, all).result();
    }

    @ParameterizedTest
    @EnumSource(User.class)
    void oneOptionIsEnoughToReachANameThatOnlyTheServerKnows(User user) {
        Command.Result run = run(user, List.of(), "-s", SERVER, "curl", "-sS", BY_NAME);
        assertThat(run.errors()).isEmpty();
        assertThat(run.output()).isEqualTo("outer\n");
    }

    @ParameterizedTest
    @EnumSource(User.class)
    void whatIsDirectIsReachedWithoutTheServer(User user) {
        String url = "http://" + INNER + "/greeting";
        Command.Result run =
                run(user, List.of(), "-s", SERVER, "--direct", INNER, "curl", "-sS", url);
        assertThat(run.errors()).isEmpty();
        assertThat(run.output()).isEqualTo("inner\n");
        assertThat(run(user, List.of(), "-s", SERVER, "curl", "-sS", url).status())
                .as("the server does not reach it")
                .isNotZero();
    }

    @ParameterizedTest
    @EnumSource(User.class)
    void theVariablesOfOtherProgramsSayThePolicy(User user) {
        List<String> variables = List.of("all_proxy=" + SERVER, "NO_PROXY=" + INNER);
        String command = "curl -sS " + BY_NAME + " http://" + INNER + "/greeting";
        Command.Result run = run(user, variables, "--env", "sh", "-c", command);
        assertThat(run.errors()).isEmpty();
        assertThat(run.output()).isEqualTo("outer\ninner\n");
    }

    @Test
    void variablesThatNameAProxyAreHiddenFromTheCommandWithoutAFile() {
        List<String> variables =
                List.of(
                        "http_proxy=http://192.0.2.1:3128",
                        "npm_config_https_proxy=x",
                        "PROXY=kept");
        String show = "env | grep -i '^[a-z_]*proxy' || true";
        assertThat(run(User.NOBODY, variables, "-s", SERVER, "sh", "-c", show).output())
                .isEqualTo("PROXY=kept\n");
        assertThat(run(User.NOBODY, variables, "-s", SERVER, "--proxy-env=keep", "env").output())
                .contains("http_proxy=http://192.0.2.1:3128\n", "npm_config_https_proxy=x\n");
        String file = workshop.file("policy", "fallback = yes\n").toString();
        assertThat(run(User.NOBODY, variables, "-f", file, "env").output())
                .contains("http_proxy=http://192.0.2.1:3128\n");
        assertThat(
                        run(
                                        User.NOBODY,
                                        variables,
                                        "-f",
                                        file,
                                        "--proxy-env=clear",
                                        "sh",
                                        "-c",
                                        show)
                                .output())
                .isEqualTo("PROXY=kept\n");
    }

    @ParameterizedTest
    @EnumSource(User.class)
    void sshOpensAServerForTheRun(User user) {
        List<String> variables = List.of("PATH=" + sshOfTheTest() + ":/usr/sbin:/usr/bin:/bin");
        Command.Result run =
                run(
                        user,
                        variables,
                        "--via",
                        "ssh://root@[fd0c:203::1]:1080",
                        "-v",
                        "curl",
                        "-sS",
                        BY_NAME);
        assertThat(run.errors())
                .contains("web.test.example:80")
                .as("ssh is nothing that the command has left running")
                .doesNotContain("left running");
        assertThat(run.output()).isEqualTo("outer\n");
        assertThat(Command.of("pgrep", "-f", "[/]tsocks-ssh-").result().output())
                .as("ssh ends with the run")
                .isEmpty();
    }

    @Test
    void whereSshCannotLogInNothingIsRun() {
        List<String> variables = List.of("PATH=" + sshOfTheTest() + ":/usr/sbin:/usr/bin:/bin");
        Command.Result run =
                run(User.NOBODY, variables, "--via", "ssh://root@127.0.0.1:1", "echo", "run");
        assertThat(run.output()).isEmpty();
        assertThat(run.errors())
                .contains("Connection refused")
                .endsWith(
                        "tsocks: --via: the command was not run because ssh has ended with status"
                                + " 255\n");
        assertThat(run.status()).isEqualTo(69);
        assertThat(
                        run(
                                        User.NOBODY,
                                        List.of("PATH=/nowhere"),
                                        "--via",
                                        "ssh://h",
                                        "echo",
                                        "run")
                                .errors())
                .startsWith("tsocks: --via: the command was not run because ssh cannot be started");
    }

    /// An ssh that goes on to log in after its run has ended would stay, with its server.
    @ParameterizedTest
    @ValueSource(strings = {"TERM", "HUP"})
    void aRunThatIsEndedBeforeTheLoginEndsSsh(String signal) {
        Path folder = workshop.folder();
        Path ssh =
                workshop.file(
                        "ssh",
                        """
                        #!/bin/sh
                        trap 'touch ended; exit' TERM
                        touch started
                        for i in $(seq 200); do sleep 0.1; done
                        """);
        Command.of("chmod", "755", ssh.toString()).run();
        String tsocks = String.join(" ", workshop.tsocks("--via", "ssh://h", "echo", "run"));
        String script =
                """
                rm -f started ended; PATH=%s:$PATH %s & run=$!
                until [ -e started ]; do sleep 0.1; done
                kill -%s $run; wait $run
                for i in $(seq 100); do [ -e ended ] && exit; sleep 0.1; done
                echo "ssh is left"
                """
                        .formatted(folder, tsocks, signal);
        // These tests may themselves run where a hangup is ignored.
        List<String> words = List.of("env", "--default-signal=TERM,HUP", "bash", "-c", script);
        Command.Result run = workshop.command(network.inside(), User.ROOT, words).result();
        assertThat(run.output()).isEmpty();
    }

    /// The folder of the real ssh with a key and no configuration. ssh takes a key only from a file
    /// that nobody else can read, so each run has a copy.
    private Path sshOfTheTest() {
        Path folder = workshop.folder();
        Path program =
                workshop.file(
                        "ssh",
                        """
                        #!/bin/sh
                        k=$(mktemp -p %1$s) && cat %1$s/user >$k
                        exec /usr/bin/ssh -F none -i $k -o StrictHostKeyChecking=no \\
                            -o UserKnownHostsFile=/dev/null -o BatchMode=yes -o LogLevel=ERROR "$@"
                        """
                                .formatted(folder));
        Command.of("chmod", "755", program.toString()).run();
        return folder;
    }

    @Test
    void thePrintedPolicyMeansTheSame() {
        Command.Result printed =
                run(
                        User.NOBODY,
                        List.of(),
                        "-s",
                        SERVER,
                        "--direct",
                        INNER,
                        "--print-policy",
                        "false");
        assertThat(printed.output())
                .isEqualTo(
                        """
                        local = 192.0.2.99/32
                        local = 10.203.0.1/32
                        server = socks5://10.203.0.1:1080
                        remote_dns = yes
                        """);
        String file = workshop.file("printed", printed.output()).toString();
        String command = "curl -sS " + BY_NAME + " http://" + INNER + "/greeting";
        Command.Result run = run(User.NOBODY, List.of(), "-f", file, "sh", "-c", command);
        assertThat(run.output()).isEqualTo("outer\ninner\n");
    }
}
