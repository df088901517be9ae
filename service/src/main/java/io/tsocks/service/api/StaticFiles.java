package io.tsocks.service.api;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The pages of the explorer, from the resources of this module: `/` is `index.html`. They hold
/// nothing of the policy, so that everyone may have them; what they ask for takes a token.
final class StaticFiles {

    /// Where they are among the resources.
    private static final String FOLDER = "/io/tsocks/service/explorer/";

    private static final Pattern NAME =
            Pattern.compile(
                    "[a-zA-Z0-9_-]+(?:/[a-zA-Z0-9_-]+)*(?:\\.[a-zA-Z0-9_-]+)*\\.([a-z0-9]+)");

    private static final Map<String, Header> TYPES =
            Map.of(
                    "html", type("text/html; charset=utf-8"),
                    "css", type("text/css; charset=utf-8"),
                    "js", type("text/javascript; charset=utf-8"),
                    "mjs", type("text/javascript; charset=utf-8"),
                    "json", type("application/json"),
                    "svg", type("image/svg+xml"),
                    "png", type("image/png"),
                    "ico", type("image/x-icon"),
                    "woff2", type("font/woff2"),
                    "txt", type("text/plain; charset=utf-8"));

    private static Header type(String value) {
        return HeaderValues.createCached(HeaderNames.CONTENT_TYPE, value);
    }

    void addTo(HttpRouting.Builder routing) {
        routing.get("/", (request, response) -> send("index.html", response));
        routing.get("/*", this::send);
    }

    private void send(ServerRequest request, ServerResponse response) throws IOException {
        send(request.path().rawPath().substring(1), response);
    }

    private static void send(String name, ServerResponse response) throws IOException {
        byte[] bytes = read(name).orElseThrow(() -> ProblemException.notFound("no such page"));
        String extension = name.substring(name.lastIndexOf('.') + 1);
        response.header(TYPES.getOrDefault(extension, Replies.TEXT)).send(bytes);
    }

    private static Optional<byte[]> read(String name) throws IOException {
        var matcher = NAME.matcher(name);
        if (!matcher.matches() || !TYPES.containsKey(matcher.group(1))) {
            return Optional.empty();
        }
        try (InputStream in = StaticFiles.class.getResourceAsStream(FOLDER + name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }
}
