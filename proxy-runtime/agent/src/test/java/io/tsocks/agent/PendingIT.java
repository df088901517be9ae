package io.tsocks.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Command;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.FaultPhase;
import io.tsocks.testserver.SocksTestServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a program can see of a connect that the agent is making: what it would see without the
/// agent.
class PendingIT {

    private final TargetServer target = TargetServer.http("hello");
    private final SocksTestServer server =
            SocksTestServer.builder().redirectAll(target.address()).start();

    @AfterEach
    void close() {
        server.close();
        target.close();
    }

    private String seen(String... words) {
        Command.Result result =
                AgentJar.run(
                                "server=socks5h://127.0.0.1:" + server.port(),
                                "io.tsocks.agent.programs.Pending",
                                words)
                        .result();
        assertThat(result.errors()).isEmpty();
        return result.output();
    }

    @ParameterizedTest
    @CsvSource({
        "many 100, connected 100 quietly",
        "many-virtual 100, connected 100",
        "state, 'pending true, done false, peer /192.0.2.7:80; pending false, connected true, peer"
                + " /192.0.2.7:80'",
        "blocking-later, done true",
        "all-interests, 'connectable true, writable true, readable true'",
    })
    void aSlowServer(String words, String seen) {
        server.behave(new Fault.Slow(Duration.ofMillis(100)));

        assertThat(seen(words.split(" "))).isEqualTo(seen + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "close, closed",
        "close-asynchronous, AsynchronousCloseException",
        "close-blocking-channel, AsynchronousCloseException",
        "close-socket, SocketException Socket closed",
        "interrupt, 'ClosedByInterruptException, interrupted true'",
    })
    void aServerThatNeverAnswers(String words, String seen) {
        server.behave(new Fault.Mute(FaultPhase.METHOD));

        assertThat(seen(words.split(" "))).isEqualTo(seen + "\n");
    }
}
