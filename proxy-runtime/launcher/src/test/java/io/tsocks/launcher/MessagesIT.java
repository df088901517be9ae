package io.tsocks.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Command;
import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.SealedNetwork;
import io.tsocks.testserver.SocksTestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What tsocks says of its own accord, and what its audit counts.
@RequiresRoot
@RequiresProgram({"ip", "nft", "python3", "setpriv"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessagesIT {

    private final Workshop workshop = Workshop.open();

    @AfterAll
    void close() {
        workshop.close();
    }

    /// In a namespace without any network the name cannot be looked up, and that at once.
    @Test
    void aServerWithoutAnAddressIsNamedBeforeAnythingIsRun() {
        Path policy = workshop.file("nowhere", "server = proxy.invalid\nserver_type = 5\n");
        try (NetworkNamespace nowhere = NetworkNamespace.create()) {
            List<String> words =
                    workshop.tsocks("-f", policy.toString(), "sh", "-c", "echo >&2 run");
            assertThat(workshop.command(nowhere, User.NOBODY, words).result().errors())
                    .isEqualTo(
                            "tsocks: the name of the server proxy.invalid does not resolve;"
                                    + " connections that it should carry are refused\nrun\n");
            List<String> quiet = workshop.tsocks("-q", "-f", policy.toString(), "true");
            assertThat(workshop.command(nowhere, User.NOBODY, quiet).result().errors()).isEmpty();
        }
    }

    /// Programs connect UDP sockets to learn their own address, and send nothing.
    @ParameterizedTest
    @CsvSource({"'', 0", "s.sendmsg([b'x']), 1"})
    void sortingAddressesIsNoDeniedDatagram(String more, int denied) {
        Path policy = workshop.file("refusing", "local = 10.0.0.0/255.0.0.0\n");
        String program =
                """
                import socket
                for to in '192.0.2.7', '192.0.2.8':
                    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                    s.connect((to, 9)); s.getsockname()
                %s
                """
                        .formatted(more);
        try (SealedNetwork network = SealedNetwork.create()) {
            List<String> words =
                    workshop.tsocks("--audit", "-f", policy.toString(), "python3", "-c", program);
            assertThat(workshop.command(network.inside(), User.NOBODY, words).result().errors())
                    .contains(
                            "tsocks audit: 0 proxied, 0 direct, " + denied + " denied, 0 failed\n");
        }
    }

    @Test
    void aServerThatRefusesALoginIsNamedAndThePasswordIsNot() {
        try (SocksTestServer server = SocksTestServer.builder().login("alice", "secret").start()) {
            Path policy =
                    workshop.file(
                            "login",
                            """
                            server = 127.0.0.1
                            server_port = %d
                            server_type = 5
                            default_user = alice
                            default_pass = mistaken
                            """
                                    .formatted(server.port()));
            String program = "import socket; print(socket.socket().connect_ex(('192.0.2.9', 80)))";
            List<String> words = workshop.tsocks("-f", policy.toString(), "python3", "-c", program);
            Command.Result result = Command.of(words.toArray(String[]::new)).result();
            assertThat(result.output()).isEqualTo("111\n");
            assertThat(result.errors())
                    .contains(
                            "tsocks: python3: socks5://127.0.0.1:"
                                    + server.port()
                                    + ": the server refused the user name or password\n")
                    .doesNotContain("mistaken");
        }
    }
}
