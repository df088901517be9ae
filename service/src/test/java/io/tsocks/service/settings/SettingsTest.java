package io.tsocks.service.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.gateway.GatewayLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static final Settings.Options NOTHING =
            new Settings.Options(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    @TempDir private Path folder;

    @Test
    void aFileSaysWhatOptionsDoNot() throws Exception {
        Path file =
                write(
                        """
                        # the service of the office
                        [service]
                        policy = /etc/tsocks.conf
                        state = /var/lib/tsocksd
                        keep-revisions = 7
                        guard-file = yes

                        [api]
                        unix = unix:/run/tsocksd/api.sock
                        port = 0
                        """);
        Settings.Options options =
                new Settings.Options(
                        Optional.of("office.conf"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("none"),
                        Optional.empty());
        Settings settings = Settings.of(Optional.of(file), options, Map.of());
        assertThat(settings.policy()).contains(Path.of("office.conf"));
        assertThat(settings.state()).isEqualTo(Path.of("/var/lib/tsocksd"));
        assertThat(settings.keep()).isEqualTo(7);
        assertThat(settings.guardsFile()).isTrue();
        assertThat(settings.api().unix()).isEqualTo(Path.of("/run/tsocksd/api.sock"));
        assertThat(settings.api().loopbackPort()).isEmpty();
    }

    @Test
    void theFolderOfTheServiceManagerIsTheDefault() throws Exception {
        Settings settings =
                Settings.of(Optional.empty(), NOTHING, Map.of("STATE_DIRECTORY", "/var/lib/x"));
        assertThat(settings.state()).isEqualTo(Path.of("/var/lib/x"));
        assertThat(settings.api().unix()).isEqualTo(Path.of("/var/lib/x/api.sock"));
    }

    /// Lines are separated by `|`.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[service]|polcy = x;:2: there is no key 'polcy' in [service]; did you mean 'policy'?",
                "[serivce]|policy = x;:1: there is no section [serivce]; did you mean 'service'?",
                "policy = x;:1: a [section] has to come first",
                "[service]|policy;:2: a line is key = value, or a [section]",
                "[service]|policy =;:2: policy has no value",
                "[service]|policy = x|policy = y;:3: policy is set already, at",
                "[service]|keep-revisions = 0;:2: keep-revisions is a number from 1 to",
                "[service]|guard-file = maybe;:2: guard-file is yes or no, and not 'maybe'",
                "[api]|port = 70000;:2: port is a number from 0 to 65535",
                "[api]|unix = 127.0.0.1:80;:2: the socket of the API is unix:PATH",
                "[api-network]|hosts = x;:2: this has no effect without listen in [api-network]",
                "[gateway]|idle-seconds = 9;:2: this has no effect without listen in [gateway]",
                "[gateway]|most-clients = 0;:2: this has no effect without listen in [gateway]",
                "[gateway]|listen = 127.0.0.1:1|most-clients = 0;:3: most-clients is a number from 1",
                "[gateway]|listen = 127.0.0.1:1|handshake-seconds = 3601;:3: handshake-seconds is a"
            })
    void aWrongLineIsNamedWithWhatToDo(String lines, String message) throws Exception {
        String state = lines.contains("[service]") ? "state = /s" : "[service]|state = /s";
        Path file = write((lines + "|" + state).replace('|', '\n'));
        assertThatThrownBy(() -> Settings.of(Optional.of(file), NOTHING, Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message.strip());
    }

    @Test
    void anAddressThatOthersCanReachNeedsTlsAndCredentials() throws Exception {
        String listen = "[service]\nstate = /s\n[api-network]\nlisten = 0.0.0.0:8443\n";
        assertThatThrownBy(() -> read(listen)).hasMessageContaining("hosts in [api-network]");
        String hosts = listen + "hosts = policy.example\n";
        assertThatThrownBy(() -> read(hosts)).hasMessageContaining("who may use it");
        String tokens = hosts + "[api]\ntokens = /t\n";
        assertThatThrownBy(() -> read(tokens)).hasMessageContaining("certificate in [api-network]");
    }

    @Test
    void theLimitsOfTheGatewayAreThoseOfTheFile() throws Exception {
        String listen = "[service]\nstate = /s\n[gateway]\nlisten = 127.0.0.1:1080\n";
        assertThat(read(listen).gateway().orElseThrow().limits()).isEqualTo(GatewayLimits.STANDARD);
        String limits =
                """
                most-clients = 300
                most-openings = 20
                most-head-kibibytes = 8
                handshake-seconds = 5
                idle-seconds = 60
                bind-seconds = 7
                """;
        GatewayLimits expected =
                new GatewayLimits(
                        300,
                        300,
                        20,
                        8192,
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(7));
        assertThat(read(listen + limits).gateway().orElseThrow().limits()).isEqualTo(expected);
        String perAddress = listen + limits + "most-clients-per-address = 3\n";
        assertThat(read(perAddress).gateway().orElseThrow().limits())
                .isEqualTo(expected.withConnections(300, 3));
    }

    private Settings read(String text) throws Exception {
        return Settings.of(Optional.of(write(text)), NOTHING, Map.of());
    }

    @Test
    void withoutAFolderForTheStateNothingStarts() {
        assertThatThrownBy(() -> Settings.of(Optional.empty(), NOTHING, Map.of()))
                .hasMessageContaining("--state DIR");
    }

    private Path write(String text) throws Exception {
        return Files.writeString(folder.resolve("tsocksd.conf"), text);
    }
}
