package io.tsocks.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The meaning of lines, in the policy in force and in a text that is being edited.
@Timeout(180)
class MeaningApiTest {

    private static final String POLICY =
            """
            local = 10.1.7.0/24
            local = *.corp.example
            path {
                reaches = 10.1.0.0/16
                reaches = 10.1.7.0:80-90/25
                reaches = .example
                server = socks5://10.1.7.25
                server = socks4://10.1.7.26
                default_user = anna
                default_pass = hunter2
            }
            server = 10.1.7.1
            """;

    @TempDir private Path folder;
    private final ObjectMapper mapper = new ObjectMapper();

    private JsonNode lines(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return mapper.readTree(response.body()).path("lines");
    }

    private static String text(JsonNode lines, int line) {
        return IntStream.range(0, lines.size())
                .mapToObj(lines::get)
                .filter(one -> one.path("line").asInt() == line)
                .map(one -> one.path("text").asText())
                .collect(Collectors.joining());
    }

    @Test
    void eachLineSaysWhatItDoes() throws Exception {
        try (RunningService service = RunningService.following(folder, POLICY)) {
            JsonNode lines = lines(service.get("/v1/policy/meaning?lines=1-200"));
            assertThat(text(lines, 1))
                    .isEqualTo(
                            "Covers 256 addresses and decides for all of them: connected directly.");
            assertThat(text(lines, 2)).isEqualTo("Decides for *.corp.example: connected directly.");
            assertThat(text(lines, 3))
                    .isEqualTo(
                            "Decides for 65,280 addresses and the names of its lines: via"
                                    + " socks5://10.1.7.25:1080 as anna, else"
                                    + " socks4://10.1.7.26:1080. 1 of its 3 lines decides"
                                    + " for nothing.");
            assertThat(text(lines, 4))
                    .startsWith("Covers 65,536 addresses and decides for 65,280 addresses: via ")
                    .endsWith("Asked before it: local at line 1 (256 addresses).");
            assertThat(text(lines, 5))
                    .isEqualTo(
                            "Covers 128 addresses on port 80-90 and decides for none of them. Asked"
                                    + " before it: local at line 1 (128 addresses).");
            assertThat(text(lines, 6))
                    .startsWith("Decides for .example except *.corp.example: via socks5://")
                    .endsWith("Asked before it: local at line 2 (*.corp.example).");
            assertThat(text(lines, 7))
                    .isEqualTo(
                            "Serves 65,280 addresses and the names of its lines, for which the path"
                                    + " at line 3 decides. It is tried first.");
            assertThat(text(lines, 8))
                    .endsWith(
                            "It is used while the server before it cannot be reached. It is not used"
                                    + " for host names, which SOCKS 4 does not have.");
            assertThat(text(lines, 12)).contains("for which no other line decides");
            assertThat(lines.toString()).doesNotContain("hunter2");
        }
    }

    @Test
    void aTextThatIsEditedIsAskedWithItsPasswordsHidden() throws Exception {
        try (RunningService service = RunningService.following(folder, POLICY)) {
            String shown = service.get("/v1/policy").body();
            String edited = shown.replace("10.1.7.0/24", "10.1.7.0/25");
            JsonNode lines =
                    lines(service.send(edited(service, "/v1/policy/meaning?lines=1", edited)));
            assertThat(text(lines, 1)).startsWith("Covers 128 addresses");
            HttpResponse<String> map =
                    service.send(edited(service, "/v1/map?network=10.1.0.0/16", edited));
            assertThat(map.statusCode()).isEqualTo(200);
            assertThat(mapper.readTree(map.body()).path("layers").findValuesAsText("name"))
                    .anyMatch(name -> name.startsWith("direct -> via"))
                    .contains("unchanged");
            HttpResponse<String> torn =
                    service.send(
                            edited(
                                    service,
                                    "/v1/policy/meaning?lines=1",
                                    edited.replace("default_pass =", "default_pass  =")));
            assertThat(torn.statusCode()).isEqualTo(422);
            assertThat(torn.body()).contains("hidden-password").doesNotContain("hunter2");
        }
    }

    private static HttpRequest.Builder edited(RunningService service, String path, String text) {
        return service.request(path)
                .header("Tsocks-Secrets", "hidden")
                .POST(HttpRequest.BodyPublishers.ofString(text));
    }

    /// A page asks for the lines that it shows, so a long file is no reason to wait.
    @Test
    void aLongFileIsAskedForAPageOfItsLines() throws Exception {
        String networks =
                IntStream.range(0, 100_000)
                        .mapToObj(
                                i ->
                                        "reaches = 10.%d.%d.%d/32\n"
                                                .formatted(i >> 16, i >> 8 & 255, i & 255))
                        .collect(Collectors.joining());
        String policy =
                "local = 127.0.0.0/8\npath {\nreaches = 10.0.0.0/8\n"
                        + networks
                        + "server = 127.0.0.1\n}\n";
        try (RunningService service = RunningService.following(folder, policy)) {
            JsonNode lines = lines(service.get("/v1/policy/meaning?lines=90000-90199"));
            assertThat(lines).hasSize(200);
            assertThat(text(lines, 90_199))
                    .startsWith("Covers 1 address and decides for none of them.")
                    .endsWith("Asked before it: reaches at line 3 (1 address).");
        }
    }
}
