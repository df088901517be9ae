package io.tsocks.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.client.RouteRefusedException;
import io.tsocks.client.SocksSocketFactory;
import io.tsocks.client.Tsocks;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.Resolver;
import io.tsocks.gateway.PolicyProxySelector;
import io.tsocks.grammar.ConfParser;
import io.tsocks.testing.KeepAliveHttpServer;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Real HTTP libraries keep a connection to a proxy for requests to any host. Here the targets keep
/// theirs open as well, whatever they are told.
class HttpLibrariesTest {

    @TempDir private Path folder = Path.of("");

    /// Fetches pages, all with one client.
    interface Library extends AutoCloseable {
        String get(String url) throws Exception;

        @Override
        void close();
    }

    enum Kind {
        JAVA_HTTP_1 {
            @Override
            Library open(PolicyProxySelector selector) {
                return java(selector, HttpClient.Version.HTTP_1_1);
            }
        },
        JAVA_HTTP_2 {
            @Override
            Library open(PolicyProxySelector selector) {
                return java(selector, HttpClient.Version.HTTP_2);
            }
        },
        OK_HTTP {
            @Override
            Library open(PolicyProxySelector selector) {
                return okHttp(selector);
            }
        },
        URL_CONNECTION {
            @Override
            Library open(PolicyProxySelector selector) {
                return urlConnection(selector);
            }
        };

        abstract Library open(PolicyProxySelector selector);
    }

    @ParameterizedTest
    @EnumSource
    void aRequestNeverGoesToAnotherHost(Kind kind) throws Exception {
        try (KeepAliveHttpServer evil = KeepAliveHttpServer.named("evil");
                KeepAliveHttpServer bank = KeepAliveHttpServer.named("bank");
                SocksTestServer server =
                        SocksTestServer.builder()
                                .redirect(
                                        r -> (r.host().equals("evil.test") ? evil : bank).address())
                                .start();
                PolicyProxySelector selector = selector(server);
                Library library = kind.open(selector)) {
            assertThat(library.get("http://evil.test/x")).isEqualTo("evil");
            assertThat(library.get("http://bank.test/secret")).isEqualTo("bank");
            assertThat(evil.requests()).hasSize(1);
            assertThat(bank.requests()).hasSize(1);
        }
    }

    /// URLConnection and OkHttp send such names and paths; java.net.http makes no URI of them.
    @ParameterizedTest
    @EnumSource(names = {"OK_HTTP", "URL_CONNECTION"})
    void aNameThatIsNoUriGoesThroughTheServer(Kind kind) throws Exception {
        try (KeepAliveHttpServer target = KeepAliveHttpServer.named("there");
                SocksTestServer server =
                        SocksTestServer.builder().redirectAll(target.address()).start();
                PolicyProxySelector selector = selector(server);
                Library library = kind.open(selector)) {
            assertThat(library.get("http://my_host.test/?q=a|b")).isEqualTo("there");
            assertThat(server.sessions().getFirst().request().orElseThrow().host())
                    .isEqualTo("my_host.test");
        }
    }

    /// OkHttp resolves before it asks for a socket. With the factory's own addresses the policy
    /// sees names: one goes through the server, one is this machine's, one is refused.
    @Test
    void okHttpConnectsByNameWithOneObject() throws Exception {
        try (KeepAliveHttpServer there = KeepAliveHttpServer.named("there");
                KeepAliveHttpServer here = KeepAliveHttpServer.named("here");
                SocksTestServer server =
                        SocksTestServer.builder().redirectAll(there.address()).start();
                Library library = byName(server)) {
            assertThat(library.get("http://www.cloud.test/")).isEqualTo("there");
            assertThat(server.sessions().getFirst().request().orElseThrow().host())
                    .isEqualTo("www.cloud.test");
            assertThat(library.get("http://here.test:" + here.address().getPort()))
                    .isEqualTo("here");
            assertThatThrownBy(() -> library.get("http://other.test/"))
                    .hasRootCauseInstanceOf(RouteRefusedException.class)
                    .hasMessageContaining("other.test");
            assertThat(server.sessions()).hasSize(1);
        }
    }

    private static Library byName(SocksTestServer server) throws IOException {
        String conf =
                """
                local = here.test
                path {
                  reaches = .cloud.test
                  server = 127.0.0.1
                  server_port = %d
                  server_type = 5
                }
                """
                        .formatted(server.address().getPort());
        Policy policy = PolicyCompiler.compile(ConfParser.parseText("t.conf", conf)).policy();
        Resolver hosts = name -> List.of(InetAddress.getLoopbackAddress());
        Tsocks tsocks = Tsocks.builder(policy).resolver(hosts).build();
        SocksSocketFactory factory = new SocksSocketFactory(tsocks);
        return okHttp(
                new OkHttpClient.Builder().dns(factory::lookup).socketFactory(factory).build());
    }

    @Test
    void aLargeBodyArrivesWhole() throws Exception {
        try (KeepAliveHttpServer target = KeepAliveHttpServer.named("ok");
                SocksTestServer server =
                        SocksTestServer.builder().redirectAll(target.address()).start();
                PolicyProxySelector selector = selector(server);
                HttpClient client = HttpClient.newBuilder().proxy(selector).build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("http://a.test/"))
                            .POST(HttpRequest.BodyPublishers.ofString("x".repeat(1_000_000)))
                            .build();
            assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("ok");
            assertThat(target.requests().getFirst()).endsWith("x".repeat(1_000_000));
        }
    }

    /// To a proxy that asks for nothing, and for http as well: the port then need not ask the
    /// kernel.
    @Test
    void javasHttpClientGivesTheSecretUnasked() throws Exception {
        try (SocksTestServer server = SocksTestServer.start();
                PolicyProxySelector selector = selector(server);
                KeepAliveHttpServer proxy = KeepAliveHttpServer.named("ok");
                HttpClient client =
                        HttpClient.newBuilder().proxy(ProxySelector.of(proxy.address())).build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("http://a.test/"))
                            .header("Proxy-Authorization", selector.authorization())
                            .build();
            assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("ok");
            assertThat(proxy.requests().getFirst())
                    .contains("\r\nProxy-Authorization: " + selector.authorization() + "\r\n");
        }
    }

    private PolicyProxySelector selector(SocksTestServer server) throws IOException {
        return PolicyProxySelector.open(Tsocks.load(Path.of(Conf.through(server, folder))));
    }

    private static Library java(PolicyProxySelector selector, HttpClient.Version version) {
        HttpClient client = HttpClient.newBuilder().version(version).proxy(selector).build();
        return new Library() {
            @Override
            public String get(String url) throws Exception {
                HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
                return client.send(request, BodyHandlers.ofString()).body();
            }

            @Override
            public void close() {
                client.close();
            }
        };
    }

    private static Library okHttp(PolicyProxySelector selector) {
        Proxy proxy = new Proxy(Proxy.Type.HTTP, selector.address());
        return okHttp(new OkHttpClient.Builder().proxy(proxy).build());
    }

    private static Library okHttp(OkHttpClient client) {
        return new Library() {
            @Override
            public String get(String url) throws IOException {
                Request request = new Request.Builder().url(url).build();
                try (Response response = client.newCall(request).execute()) {
                    return Objects.requireNonNull(response.body()).string();
                }
            }

            @Override
            public void close() {
                client.connectionPool().evictAll();
                client.dispatcher().executorService().shutdown();
            }
        };
    }

    private static Library urlConnection(PolicyProxySelector selector) {
        Proxy proxy = new Proxy(Proxy.Type.HTTP, selector.address());
        return new Library() {
            @Override
            @SuppressWarnings("deprecation") // A URI could not hold what the test is about.
            public String get(String url) throws IOException {
                HttpURLConnection connection =
                        (HttpURLConnection) new java.net.URL(url).openConnection(proxy);
                return new String(
                        connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            }

            @Override
            public void close() {}
        };
    }
}
