package io.tsocks.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the JDK does in native code of its own, beside the calls that the agent leads.
class NativeCallsIT {

    private static final String SERVER = "server=socks5h://127.0.0.1:9";

    @ParameterizedTest
    @CsvSource({"127.0.0.1, true", "localhost, true", "192.0.2.7, false", "shop.example, false"})
    void onlyAHostThatIsReachedDirectlyIsAskedWhetherItIsReachable(String host, boolean reachable) {
        Command.Result result = AgentJar.visit(SERVER, "reachable", host, "7").result();

        assertThat(result.output()).isEqualTo("reachable: " + reachable + "\n");
        assertThat(result.status()).isZero();
    }

    @Test
    void thereIsNoSctp() {
        Command.Result result = AgentJar.visit(SERVER, "SCTP", "127.0.0.1", "7").result();

        assertThat(result.errors()).contains("tsocks: the agent refuses SCTP");
        assertThat(result.status()).isNotZero();
    }
}
