package io.tsocks.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Command;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.TargetServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The gateway for programs of others.
class GatewayInteropIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--socks5 127.0.0.1:PORT",
                "--socks5-hostname 127.0.0.1:PORT",
                "--socks4 127.0.0.1:PORT",
                "--socks4a 127.0.0.1:PORT",
                "--proxy http://127.0.0.1:PORT",
                "--proxytunnel --proxy http://127.0.0.1:PORT",
            })
    @RequiresProgram("curl")
    void curlReachesASiteInEachOfItsWays(String way) throws Exception {
        try (TargetServer site = TargetServer.http("of the site");
                TestGateway gateway = TestGateway.of("# loopback")) {
            String[] words =
                    ("curl -sS "
                                    + way.replace("PORT", "" + gateway.port())
                                    + " http://localhost:"
                                    + site.port()
                                    + "/")
                            .split(" ", -1);
            assertThat(Command.of(words).run()).isEqualTo("of the site");
        }
    }

    @Test
    @RequiresProgram("nc")
    void netcatCarriesALineThereAndBack() throws Exception {
        try (TargetServer echo = TargetServer.echo();
                TestGateway gateway = TestGateway.of("# loopback")) {
            for (String version : List.of("5", "4", "connect")) {
                assertThat(
                                Command.of(
                                                "nc",
                                                "-N",
                                                "-X",
                                                version,
                                                "-x",
                                                "127.0.0.1:" + gateway.port(),
                                                "127.0.0.1",
                                                "" + echo.port())
                                        .reading("a line\n")
                                        .run())
                        .isEqualTo("a line\n");
            }
        }
    }
}
