package io.tsocks.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Resolver;
import io.tsocks.linux.PassedSockets;
import io.tsocks.service.api.ApiConfig;
import io.tsocks.service.api.ApiServer;
import io.tsocks.service.api.Caller;
import io.tsocks.service.api.CertificateListener;
import io.tsocks.service.api.Certificates;
import io.tsocks.service.api.Credentials;
import io.tsocks.service.api.Metrics;
import io.tsocks.service.api.Role;
import io.tsocks.service.api.Tokens;
import io.tsocks.service.api.Traffic;
import io.tsocks.service.events.EventStream;
import io.tsocks.service.policy.PolicyListener;
import io.tsocks.service.policy.PolicyService;
import io.tsocks.service.policy.Reviewer;
import io.tsocks.service.store.RevisionStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a client and the journal are told when an answer cannot be made.
class FailedHandlerTest {

    private static final Logger LOGGER = Logger.getLogger("io.tsocks.service");

    @TempDir private Path folder;
    private final String token = Tokens.random();
    private final LinkedBlockingQueue<String> logged = new LinkedBlockingQueue<>();
    private final Handler handler = new Recording();
    private RevisionStore store;

    private final class Recording extends Handler {
        @Override
        public void publish(LogRecord line) {
            logged.add(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void record() throws Exception {
        LOGGER.addHandler(handler);
        store = RevisionStore.open(folder.resolve("state"), 10);
    }

    @AfterEach
    void stop() throws Exception {
        LOGGER.removeHandler(handler);
        store.close();
    }

    static Stream<Runnable> failures() {
        return Stream.of(
                FailedHandlerTest::recurse,
                () -> {
                    throw new OutOfMemoryError("Java heap space");
                },
                () -> {
                    throw new LinkageError("a class is missing");
                },
                () -> {
                    throw new IllegalStateException("a bug");
                });
    }

    @SuppressWarnings("InfiniteRecursion")
    private static void recurse() {
        recurse();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void itIsAProblemForTheClientAndALineInTheJournal(Runnable failure) throws Exception {
        try (ApiServer api = start(failure);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = post(client, api, "/v1/reload");
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .contains("application/problem+json");
            assertThat(answer.body())
                    .contains("urn:tsocks:problem:internal", "the log of the service")
                    .doesNotContain("a bug", "heap");
            assertThat(logged.take())
                    .startsWith("SEVERE POST /v1/reload failed: java.lang.")
                    .contains(" at ");
            assertThat(post(client, api, "/v1/rollback?to=1").statusCode())
                    .as("the next request is answered")
                    .isEqualTo(404);
        }
    }

    private HttpResponse<String> post(HttpClient client, ApiServer api, String path)
            throws Exception {
        return client.send(
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:" + api.loopbackPort().getAsInt() + path))
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private ApiServer start(Runnable reload) throws Exception {
        PolicyService policies =
                new PolicyService(
                        store,
                        new Reviewer("policy", Optional.empty()),
                        false,
                        Clock.systemUTC(),
                        new PolicyListener() {},
                        Optional.empty());
        Credentials credentials =
                new Credentials(
                        Tokens.none().with(token, new Caller("test", Role.ADMIN)),
                        Certificates.none());
        return ApiServer.start(
                new ApiConfig(
                        folder.resolve("api.sock"),
                        OptionalInt.of(0),
                        Optional.empty(),
                        false,
                        1 << 20,
                        Duration.ofSeconds(30)),
                PassedSockets.none(),
                new ApiServer.Subject(
                        policies,
                        new EventStream(Clock.systemUTC()),
                        Traffic.none(),
                        new Metrics(),
                        Resolver.none(),
                        reload,
                        () -> credentials,
                        new CertificateListener() {}));
    }
}
