package io.tsocks.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Resolver;
import io.tsocks.linux.Errno;
import io.tsocks.linux.Notification;
import io.tsocks.net.ServerKind;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A chain whose first server is not there.
@Timeout(60)
class DeadHopTest {

    private static final String POLICY =
            """
            local = 10.0.0.0/8
            chain = yes
            path {
                reaches = 172.16.0.0/12
                server = socks5://10.0.0.3:1080
            }
            path {
                reaches = 192.0.2.0/24
                server = http://172.16.0.2:3128
            }
            """;

    @Test
    void theMessageNamesTheServerThatIsNotReached() throws Exception {
        Routing routing = Supervised.routing(POLICY, Resolver.none());
        FakeRun run = new FakeRun(Duration.ofSeconds(20), routing);
        try (run) {
            Notification failed = run.connect(FakeRun.FAR);
            assertThat(run.answer(failed).errno()).isEqualTo(Errno.ECONNREFUSED);
        }
        assertThat(run.events())
                .singleElement()
                .extracting(event -> event.fate().message())
                .asString()
                .startsWith(
                        "cannot reach the server socks5://10.0.0.3:1080, on the way to"
                                + " http://172.16.0.2:3128: ");
    }

    @Test
    void aServerOfThreeIsNamedWithTheNextOne() {
        List<ProxyServer> servers =
                Stream.of("10.0.0.3", "172.16.0.2", "192.0.2.9")
                        .map(host -> new ProxyServer(host, 1080, ServerKind.SOCKS5, null, null))
                        .toList();
        ServerChain way = new ServerChain(servers, List.of(), List.of(), null);
        assertThat(way.place(0))
                .isEqualTo(
                        "socks5://10.0.0.3:1080, which was to reach socks5://172.16.0.2:1080, on"
                                + " the way to socks5://192.0.2.9:1080");
        assertThat(way.place(1))
                .isEqualTo("socks5://172.16.0.2:1080, on the way to socks5://192.0.2.9:1080");
        assertThat(way.place(2)).isEqualTo("socks5://192.0.2.9:1080");
    }
}
