package io.tsocks.gateway;

import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.leadingTo;
import static io.tsocks.client.testing.Clients.through;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.SocksTestServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The bridge, and another user of the same machine.
class PeerCheckIT {

    @ParameterizedTest
    @CsvSource({"0, 0", "65534, 22"})
    @RequiresRoot
    @RequiresProgram({"curl", "setpriv"})
    void anotherUserIsAskedForTheSecretAndNotServed(int user, int exitStatus) throws Exception {
        try (TargetServer target = TargetServer.http("hello");
                SocksTestServer server = leadingTo(target.address());
                PolicyProxySelector selector =
                        PolicyProxySelector.open(clientFor(through(server)).build())) {
            Process curl =
                    new ProcessBuilder(
                                    "setpriv",
                                    "--reuid=" + user,
                                    "--clear-groups",
                                    "curl",
                                    "--silent",
                                    "--fail",
                                    "--proxy",
                                    "http://127.0.0.1:" + selector.address().getPort(),
                                    "http://a.test/")
                            .redirectOutput(new File("/dev/null"))
                            .start();
            assertThat(curl.waitFor()).isEqualTo(exitStatus);
            assertThat(server.sessions()).hasSize(exitStatus == 0 ? 1 : 0);
        }
    }

    /// The kernel says of a connection that nobody holds any more that it is root's.
    @Test
    @RequiresRoot
    @RequiresProgram({"bash", "setpriv"})
    void whoHasLeftAlreadyIsNobodysOwn() throws Exception {
        try (ServerSocket bridge = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Process client =
                    new ProcessBuilder(
                                    "setpriv",
                                    "--reuid=65534",
                                    "--clear-groups",
                                    "bash",
                                    "-c",
                                    "echo hello >/dev/tcp/127.0.0.1/" + bridge.getLocalPort())
                            .start();
            assertThat(client.waitFor()).isZero();
            InetSocketAddress address = (InetSocketAddress) bridge.getLocalSocketAddress();
            try (Socket accepted = bridge.accept()) {
                while (!isForgotten(accepted.getPort())) {
                    Thread.onSpinWait();
                }
                assertThat(new PeerCheck(address).isOwn(accepted)).isFalse();
            }
        }
    }

    /// Whether the kernel waits only for the other end to close (FIN_WAIT2, for a minute).
    private static boolean isForgotten(int clientPort) throws IOException {
        String port = String.format(Locale.ROOT, ":%04X", clientPort);
        return Files.readAllLines(Path.of("/proc/net/tcp")).stream()
                .map(line -> line.strip().split("\\s+", -1))
                .anyMatch(line -> line[1].endsWith(port) && line[3].equals("05"));
    }
}
