package io.tsocks.service;

import io.tsocks.linux.PassedSockets;
import io.tsocks.service.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// A service in the test's own process, which answers on loopback.
final class RunningService implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Tsocksd service;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    final String base;
    final String token;

    private RunningService(Path folder, Optional<Path> policy, String config) throws Exception {
        Path file = Files.writeString(folder.resolve("tsocksd.conf"), config);
        Settings settings =
                Settings.of(
                        Optional.of(file),
                        new Settings.Options(
                                policy.map(Path::toString),
                                Optional.of(folder.resolve("state").toString()),
                                Optional.empty(),
                                Optional.of("0"),
                                Optional.empty()),
                        Map.of());
        Journal journal =
                new Journal(
                        new PrintStream(log, true, StandardCharsets.UTF_8),
                        settings.state().resolve("audit.log"),
                        Clock.systemUTC());
        service = Tsocksd.start(settings, PassedSockets.none(), journal, Clock.systemUTC());
        String url = service.url().orElseThrow();
        base = url.substring(0, url.indexOf("/#"));
        token = url.substring(url.indexOf('=') + 1);
    }

    /// A service that follows a policy file in the folder.
    static RunningService following(Path folder, String policy) throws Exception {
        Path file = Files.writeString(folder.resolve("tsocks.conf"), policy);
        return new RunningService(folder, Optional.of(file), "");
    }

    /// The same with a configuration file of these lines.
    static RunningService following(Path folder, String policy, String config) throws Exception {
        Path file = Files.writeString(folder.resolve("tsocks.conf"), policy);
        return new RunningService(folder, Optional.of(file), config);
    }

    /// A service with a configuration file of these lines and no policy file.
    static RunningService with(Path folder, String config) throws Exception {
        return new RunningService(folder, Optional.empty(), config);
    }

    /// A request with the token.
    HttpRequest.Builder request(String path) {
        return bare(path).header("Authorization", "Bearer " + token);
    }

    /// A request without a token.
    HttpRequest.Builder bare(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /// Applies a policy in place of any other.
    HttpResponse<String> put(String path, String body) throws Exception {
        return send(
                request(path)
                        .header("If-Match", "*")
                        .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    /// What it has written about itself.
    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    int port() {
        return URI.create(base).getPort();
    }

    @Override
    public void close() throws IOException {
        client.close();
        service.close();
    }
}
