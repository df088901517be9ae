package io.tsocks.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Command;
import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a command inherits is what it would have without tsocks, and its exit status is its own.
@RequiresRoot
@RequiresProgram({"bash", "gcc", "ip", "setpriv"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InheritanceIT {

    private final Workshop workshop = Workshop.open();
    private final NetworkNamespace network = NetworkNamespace.create();
    private Path policy = workshop.folder();

    @BeforeAll
    void start() {
        policy = workshop.file("policy", "server = 127.0.0.1\nserver_type = 5\n");
    }

    private PolicyRuns runs() {
        return new PolicyRuns(workshop, network, policy);
    }

    @AfterAll
    void stop() throws Exception {
        network.close();
        workshop.close();
    }

    @ParameterizedTest
    @EnumSource
    void theExitStatusIsTheCommandsOwn(User user) {
        assertThat(runs().run(user, "sh", "-c", "exit 7").status()).isEqualTo(7);
        assertThat(runs().run(user, "sh", "-c", "kill -9 $$").status()).isEqualTo(137);
        assertThat(runs().run(user, "no-such-program").status()).isEqualTo(127);
        assertThat(runs().run(user, "/etc/passwd").status()).isEqualTo(126);
    }

    @Test
    void aScriptThatNamesNoInterpreterIsTheShells() {
        Path script = workshop.file("plain", "echo script $1; exit 6\n");
        Command.of("chmod", "a+x", script.toString()).run();
        String text =
                runs().tsocks()
                        + " ./plain word; echo $?; PATH=$PWD:$PATH; "
                        + runs().tsocks()
                        + " plain";
        assertThat(runs().shell(User.NOBODY, text).output()).isEqualTo("script word\n6\nscript\n");
    }

    @Test
    void environmentLimitsSignalsAndDescriptorsAreTheCommandsOwn() {
        String look =
                "env | grep -v ^_= | sort; cat /proc/self/limits; grep ^Sig[BI] /proc/self/status;"
                        + " ls /proc/self/fd; pwd";
        String set = "ulimit -Sn 777; exec 5</dev/null; ";
        String before = "sh -c '" + look + "' >before; ";
        String after = runs().tsocks() + " sh -c '" + look + "' >after; diff before after";
        assertThat(runs().shell(User.ROOT, set + before + after).output())
                .containsPattern("\\A.*\n> TSOCKS_SUPERVISOR=[0-9a-f]{32}\n\\z");
    }

    @Test
    void thePasswordIsNotTheCommands() {
        String text =
                "TSOCKS_USERNAME=u TSOCKS_PASSWORD=secret "
                        + runs().tsocks()
                        + " env | grep ^TSOCKS_[UP]";
        assertThat(runs().shell(User.ROOT, text).output()).isEqualTo("TSOCKS_USERNAME=u\n");
    }

    /// What was written before stays.
    @Test
    void aLogGoesOnWhereItsDescriptorStands() {
        String connect = " bash -c 'exec 4<>/dev/tcp/127.0.0.1/1' 2>/dev/null; ";
        String logged = String.join(" ", workshop.tsocks("-f", policy.toString(), "--log=5"));
        String file = "{ echo before >&5; " + logged + connect + "echo after >&5; } 5>both; ";
        assertThat(runs().shell(User.ROOT, file + "sed s/.*outcome.*/event/ both").output())
                .isEqualTo("before\nevent\nafter\n");
    }

    /// The folder of the modules is told from a file beside it whose name begins likewise.
    @Test
    void aFileBesideThoseOfTsocksIsTheCommands() {
        String text = runs().tsocks() + " echo hello >modules-out.txt; cat modules-out.txt";
        assertThat(runs().shell(User.ROOT, text).output()).isEqualTo("hello\n");
    }

    /// A command that had the log's descriptor could write into the log.
    @Test
    void filesOfTsocksAreNotTheCommands() {
        String text =
                "TSOCKS_DEBUG=1 TSOCKS_DEBUG_FILE=debug "
                        + String.join(" ", workshop.tsocks("-f", "policy", "--log=log"))
                        + " sh -c 'ls /proc/$$/fd'";
        assertThat(runs().shell(User.ROOT, text).output().split("\\s+"))
                .containsExactly("0", "1", "2");
    }
}
