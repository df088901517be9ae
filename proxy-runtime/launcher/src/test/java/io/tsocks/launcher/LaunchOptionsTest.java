package io.tsocks.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.client.HandshakeMode;
import io.tsocks.launcher.LaunchOptions.Task;
import io.tsocks.launcher.supervisor.FakeNet;
import io.tsocks.launcher.supervisor.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchOptionsTest {

    @Test
    void withoutOptionsACommandIsRunByTheUsualPolicy() throws Exception {
        LaunchOptions options = LaunchOptions.parse("curl", "-f", "x");
        assertThat(options.task()).isEqualTo(Task.RUN);
        assertThat(options.commandAt()).isZero();
        assertThat(options.policy().file()).isNull();
        assertThat(options.hidesProxies()).isFalse();
        assertThat(options.nonBlocking()).isEqualTo(Settings.NonBlocking.EXACT);
        assertThat(options.udp()).isEqualTo(Settings.Udp.DENY);
        assertThat(options.dns()).as("the policy says it").isNull();
        assertThat(options.fakeNet()).isEqualTo(FakeNet.DEFAULT);
        assertThat(options.unix()).isEqualTo(Settings.Unix.WARN);
        assertThat(options.handshake()).isEqualTo(HandshakeMode.AUTO);
        assertThat(options.strict()).isFalse();
        assertThat(options.audit()).isFalse();
    }

    @Test
    void everyOptionIsRead() throws Exception {
        LaunchOptions options =
                LaunchOptions.parse(
                        "-f",
                        "a.conf",
                        "--dns=remote",
                        "--fake-net=100.64.0.0/10",
                        "--udp",
                        "direct",
                        "--unix=deny",
                        "--strict",
                        "--nonblocking=hold",
                        "--handshake=pipelined",
                        "--audit=report",
                        "--log=3",
                        "-v",
                        "--",
                        "-odd");
        assertThat(options.policy().file()).isEqualTo("a.conf");
        assertThat(options.dns()).isEqualTo(Settings.Dns.REMOTE);
        assertThat(options.fakeNet()).hasToString("100.64.0.0/10");
        assertThat(options.udp()).isEqualTo(Settings.Udp.DIRECT);
        assertThat(options.unix()).isEqualTo(Settings.Unix.DENY);
        assertThat(options.strict()).isTrue();
        assertThat(options.nonBlocking()).isEqualTo(Settings.NonBlocking.HOLD);
        assertThat(options.handshake()).isEqualTo(HandshakeMode.PIPELINED);
        assertThat(options.audit()).isTrue();
        assertThat(options.auditFile()).isEqualTo("report");
        assertThat(options.log()).isEqualTo("3");
        assertThat(options.verbose()).isTrue();
        assertThat(options.commandAt()).isEqualTo(14);
    }

    @Test
    void anAuditWithoutAFileGoesToStandardErrorAndTakesNoWordOfTheCommand() throws Exception {
        LaunchOptions options = LaunchOptions.parse("--audit", "curl");
        assertThat(options.auditFile()).isNull();
        assertThat(options.commandAt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-on", "-off", "-show", "-sh"})
    void theOldScriptsWordsAreRecognised(String word) throws Exception {
        assertThat(LaunchOptions.parse(word).task()).isEqualTo(Task.SWITCH);
    }

    @Test
    void aWrongChoiceNamesTheRightOnes() {
        assertThatThrownBy(() -> LaunchOptions.parse("--dns=named", "curl"))
                .hasMessage("--dns is local or tcp or remote or deny, not \"named\"");
        assertThatThrownBy(() -> LaunchOptions.parse("--fake-net=127.0.0.0/8", "curl"))
                .hasMessageContaining("not in 0.0.0.0/8, 127.0.0.0/8 or 224.0.0.0/3")
                .hasMessageEndingWith("such as 198.18.0.0/15, not \"127.0.0.0/8\"");
        assertThatThrownBy(() -> LaunchOptions.parse("--nonblocking=never", "curl"))
                .hasMessage("--nonblocking is exact or gate or hold, not \"never\"");
        assertThatThrownBy(() -> LaunchOptions.parse("--handshake=fast", "curl"))
                .hasMessage("--handshake is auto or sequential or pipelined, not \"fast\"");
    }

    @Test
    void theLastOfQuietAndVerboseCounts() throws Exception {
        assertThat(LaunchOptions.parse("-v", "-q", "curl").quiet()).isTrue();
        assertThat(LaunchOptions.parse("-v", "-q", "curl").verbose()).isFalse();
        assertThat(LaunchOptions.parse("-q", "-v", "curl").quiet()).isFalse();
    }

    @Test
    void anUnknownOptionAndAMissingValueAreRefused() {
        assertThatThrownBy(() -> LaunchOptions.parse("--no-such"))
                .hasMessageContaining("--no-such");
        assertThatThrownBy(() -> LaunchOptions.parse("-f")).hasMessage("-f needs a value");
    }

    @Test
    void serversMaySayThePolicy() throws Exception {
        LaunchOptions options =
                LaunchOptions.parse(
                        "-s", "socks5h://h", "--direct=10.0.0.0/8", "--direct", ".corp", "id");
        assertThat(options.policy().servers()).containsExactly("socks5h://h");
        assertThat(options.policy().direct()).containsExactly("10.0.0.0/8", ".corp");
        assertThat(options.policy().isWithoutFile()).isTrue();
        assertThat(options.hidesProxies()).isTrue();
        assertThat(LaunchOptions.parse("--env", "--proxy-env=keep").hidesProxies()).isFalse();
        assertThat(LaunchOptions.parse("--proxy-env=clear").hidesProxies()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ssh://host, -- host",
        "ssh://joe@host.example:2222, -l joe -p 2222 -- host.example",
        "ssh://[2001:db8::1]:22, -p 22 -- 2001:db8::1"
    })
    void sshIsToldWhereToLogIn(String uri, String words) throws Exception {
        assertThat(SshTunnel.Target.parse(uri).words()).isEqualTo(List.of(words.split(" ", -1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    -f a.conf -s socks5://h  | -f names the policy, and so do -s, --direct, --env and --via: give one
                    -f a.conf --env          | -f names the policy, and so do -s, --direct, --env and --via: give one
                    --env -s socks5://h      | -s, --env and --via each name a server: give one
                    --direct 10.0.0.0/8      | --direct needs a server: give -s, --env or --via as well
                    --via ssh://h --env      | -s, --env and --via each name a server: give one
                    --via h                  | --via is ssh://[USER@]HOST[:PORT], not "h"
                    --via ssh://-oProxyCommand=x | --via: '-oProxyCommand=x' is not a host name (letters, digits, '-', '_' and dots)
                    --via ssh://-h           | --via: no host begins with a hyphen
                    --via ssh://-l@h         | --via: the user is one word without a password; ssh asks for that
                    --via ssh://a:b@h        | --via: the user is one word without a password; ssh asks for that
                    --via ssh://             | --via: no host
                    --via ssh:///            | --via: no host
                    --via ssh://$(id)@h      | --via: the user has a character that means something to a shell; write the user in ssh_config
                    --via ssh://u;id@h       | --via: the user has a character that means something to a shell; write the user in ssh_config
                    --via ssh://u%40x@h      | --via: the user has a character that means something to a shell; write the user in ssh_config
                    --via ssh://u\\@h        | --via: the user has a character that means something to a shell; write the user in ssh_config
                    --via ssh://h:0          | --via: '0' is not a port (1 to 65535)
                    -s                       | -s needs a value
                    --proxy-env=maybe        | --proxy-env is clear or keep, not "maybe"
                    """)
    void twoPoliciesAreOneTooMany(String arguments, String message) {
        assertThatThrownBy(() -> LaunchOptions.parse(arguments.split(" ", -1)))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }
}
