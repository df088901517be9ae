package io.tsocks.runtime;

import static io.tsocks.runtime.Clients.clientFor;
import static io.tsocks.runtime.Clients.leadingTo;
import static io.tsocks.runtime.Clients.through;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.SocksTestServer;
import java.io.File;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The bridge, and another user of the same machine.
class PeerCheckIT {

    @ParameterizedTest
    @CsvSource({"0, 0", "65534, 52"})
    @RequiresRoot
    @RequiresProgram({"curl", "setpriv"})
    void onlyTheOwnUserIsServed(int user, int exitStatus) throws Exception {
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
                                    "--proxy",
                                    "http://127.0.0.1:" + selector.address().getPort(),
                                    "http://a.test/")
                            .redirectOutput(new File("/dev/null"))
                            .start();
            assertThat(curl.waitFor()).isEqualTo(exitStatus);
            assertThat(server.sessions()).hasSize(exitStatus == 0 ? 1 : 0);
        }
    }
}
