package io.tsocks.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tsocks.testing.Command;
import io.tsocks.testing.Programs;
import io.tsocks.testing.RunningProgram;
import io.tsocks.testing.TargetServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// Chromium without a window, driven by chromedriver (W3C WebDriver). The tests need a handful of
/// its commands; the client library would bring 27 jars.
final class Browser implements AutoCloseable {

    /// What keys are in WebDriver (section 17.4.2).
    static final String ENTER = "\uE007";

    static final String RIGHT = "\uE014";
    private static final String CONTROL = "\uE009";
    private static final String END = "\uE010";

    private static final String HOME = "\uE011";

    /// Moves to the start of a text.
    static final String TO_THE_START = CONTROL + HOME + CONTROL;

    /// Moves to the end of a text.
    static final String TO_THE_END = CONTROL + END + CONTROL;

    private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
    private static final long PATIENCE = 60_000_000_000L;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final RunningProgram driver;
    private final String base;
    private final String session;

    /// @param folder for the log of the driver
    Browser(Path folder) throws Exception {
        int port = TargetServer.closedPort();
        driver =
                RunningProgram.start(
                                Command.of(
                                        Programs.get("chromedriver").toString(), "--port=" + port),
                                folder.resolve("chromedriver.log"))
                        .awaitListening(port);
        base = "http://127.0.0.1:" + port + "/session";
        // In a container the browser has no namespaces for a sandbox, and it visits only the
        // service of the test.
        Map<String, Object> options =
                Map.of(
                        "binary",
                        Programs.get("chromium-headless-shell").toString(),
                        "args",
                        List.of("--no-sandbox", "--window-size=1280,900"));
        session =
                post(
                                "",
                                Map.of(
                                        "capabilities",
                                        Map.of(
                                                "alwaysMatch",
                                                Map.of(
                                                        "goog:chromeOptions",
                                                        options,
                                                        "goog:loggingPrefs",
                                                        Map.of("browser", "WARNING")))))
                        .path("sessionId")
                        .asText();
    }

    /// A part of a page.
    record Element(String id) {}

    void go(String url) throws Exception {
        post("/" + session + "/url", Map.of("url", url));
    }

    /// Runs a script, whose arguments are `arguments[0]` and so on.
    JsonNode run(String script, Object... arguments) throws Exception {
        List<Object> args =
                Stream.of(arguments)
                        .map(one -> one instanceof Element(String id) ? Map.of(ELEMENT, id) : one)
                        .toList();
        return post("/" + session + "/execute/sync", Map.of("script", script, "args", args));
    }

    /// A command of the Chrome DevTools Protocol.
    void command(String name, Map<String, Object> parameters) throws Exception {
        post("/" + session + "/goog/cdp/execute", Map.of("cmd", name, "params", parameters));
    }

    /// Waits for an element that can be seen.
    ///
    /// @param xpath where it is
    Element await(String xpath) throws Exception {
        long end = System.nanoTime() + PATIENCE;
        while (System.nanoTime() < end) {
            JsonNode found =
                    run(
                            "const all = document.evaluate(arguments[0], document, null, 7, null);"
                                    + "for (let i = 0; i < all.snapshotLength; i++) {"
                                    + "  const one = all.snapshotItem(i);"
                                    + "  if (one.checkVisibility()) return one;"
                                    + "} return null;",
                            xpath);
            if (!found.isNull()) {
                return new Element(found.path(ELEMENT).asText());
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError(
                "nothing is at "
                        + xpath
                        + " in:\n"
                        + run("return document.body.innerText").asText());
    }

    void click(Element element) throws Exception {
        post(path(element) + "/click", Map.of());
    }

    void type(Element element, String keys) throws Exception {
        post(path(element) + "/value", Map.of("text", keys));
    }

    String text(Element element) throws Exception {
        return get(path(element) + "/text").asText();
    }

    /// What a screen reader calls it.
    String label(Element element) throws Exception {
        return get(path(element) + "/computedlabel").asText();
    }

    boolean isEnabled(Element element) throws Exception {
        return get(path(element) + "/enabled").asBoolean();
    }

    /// What the console has said since it was last asked: errors and warnings.
    List<String> console() throws Exception {
        JsonNode entries = post("/" + session + "/se/log", Map.of("type", "browser"));
        return entries.findValuesAsText("message");
    }

    private String path(Element element) {
        return "/" + session + "/element/" + element.id();
    }

    private JsonNode get(String path) throws Exception {
        return value(client.send(request(path).build(), HttpResponse.BodyHandlers.ofString()));
    }

    private JsonNode post(String path, Map<String, Object> body) throws Exception {
        HttpRequest request =
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build();
        return value(client.send(request, HttpResponse.BodyHandlers.ofString()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    private static JsonNode value(HttpResponse<String> response) throws IOException {
        JsonNode value = JSON.readTree(response.body()).path("value");
        if (response.statusCode() != 200) {
            throw new IllegalStateException(value.path("message").asText());
        }
        return value;
    }

    @Override
    public void close() throws IOException {
        // Some of the browser's processes outlive it, and are nobody's children then.
        List<ProcessHandle> family = driver.handle().descendants().toList();
        try {
            client.send(
                    request("/" + session).DELETE().build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
        driver.close();
        family.forEach(ProcessHandle::destroyForcibly);
    }
}
