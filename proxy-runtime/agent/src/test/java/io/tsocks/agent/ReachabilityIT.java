package io.tsocks.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Command;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the agent makes of `InetAddress.isReachable`, which asks hosts by packets of its own.
class ReachabilityIT {

    private static final String SERVER = "server=socks5h://127.0.0.1:9";

    @ParameterizedTest
    @CsvSource({"127.0.0.1, true", "localhost, true", "192.0.2.7, false", "shop.example, false"})
    void onlyAHostThatIsReachedDirectlyIsAsked(String host, boolean reachable) {
        Command.Result result = AgentJar.visit(SERVER, "reachable", host, "7").result();

        assertThat(result.output()).isEqualTo("reachable: " + reachable + "\n");
        assertThat(result.status()).isZero();
    }
}
