package io.tsocks.gateway;

import static io.tsocks.client.testing.Clients.conf;
import static io.tsocks.client.testing.Clients.leadingTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.Credentials;
import io.tsocks.client.PolicyWatch;
import io.tsocks.client.ReloadListener;
import io.tsocks.client.SocksSocketFactory;
import io.tsocks.client.Tsocks;
import io.tsocks.client.testing.Clients;
import io.tsocks.engine.Policy;
import io.tsocks.testing.KeepAliveHttpServer;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadedPolicyTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final ReloadListener listener =
            new ReloadListener() {
                @Override
                public void reloaded(Path file, Policy policy) {
                    told.add("reloaded");
                }

                @Override
                public void failed(Path file, IOException reason) {
                    told.add(String.valueOf(reason.getMessage()));
                }
            };

    @Test
    void whateverWasMadeBeforeObeysTheNewPolicy(@TempDir Path folder) throws Exception {
        try (KeepAliveHttpServer target = KeepAliveHttpServer.answering(OK);
                SocksTestServer one = leadingTo(target.address());
                SocksTestServer two = leadingTo(target.address())) {
            Path file = Files.writeString(folder.resolve("a.conf"), conf(one));
            try (PolicyWatch watch = watch(file);
                    PolicyProxySelector selector = PolicyProxySelector.open(watch.client());
                    Socket made = watch.client().unconnectedSocket()) {
                SocketFactory factory = new SocksSocketFactory(watch.client());
                use(factory, selector);
                assertThat(one.sessions()).hasSize(2);
                Files.writeString(file, conf(two));
                assertThat(next()).isEqualTo("reloaded");
                use(factory, selector);
                made.connect(InetSocketAddress.createUnresolved("a.test", 80));
                assertThat(one.sessions()).hasSize(2);
                assertThat(two.sessions()).hasSize(3);
            }
        }
    }

    private static void use(SocketFactory factory, PolicyProxySelector selector)
            throws IOException {
        factory.createSocket("a.test", 80).close();
        assertThat(
                        HttpBridgeTest.exchange(
                                selector, "GET http://a.test/ HTTP/1.1\r\nHost: a.test\r\n\r\n"))
                .endsWith("hi");
    }

    private PolicyWatch watch(Path file) throws IOException {
        return Tsocks.watching(
                file, listener, builder -> builder.credentials(Credentials.of(Map.of(), "me")));
    }

    private String next() throws InterruptedException {
        return String.valueOf(told.poll(Clients.SOON.toSeconds(), TimeUnit.SECONDS));
    }
}
