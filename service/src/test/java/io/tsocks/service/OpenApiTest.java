package io.tsocks.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.tsocks.testing.Project;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The document says of each answer what it is: real answers are compared with it.
@Timeout(180)
class OpenApiTest {

    private static final String OFFICE = "local = 10.1.0.0/255.255.0.0\nserver = 10.1.0.1\n";
    private static final String OTHER =
            OFFICE + "path {\nreaches = 10.2.0.0/16\nserver = 10.1.0.2\n}\n";
    private static final String OPEN = OFFICE + "local = 172.16.0.0/12\n";
    private static final String EVERYTHING =
            OFFICE
                    + "local = *.example.org\nlocal = localhost\npath {\nreaches = 10.1.2.0:80/24\n"
                    + "reaches = .org\nreaches = ::/0\nserver = socks4://10.1.0.3\n"
                    + "server = socks5://user@10.1.0.4\n}\nfallback = yes\n";
    private static final String WRONG = OFFICE + "nonsense = 1\n";

    /// A request, and the status of its answer.
    private record Exchange(
            String method,
            String path,
            String template,
            String body,
            int status,
            Map<String, String> headers) {

        Exchange(String method, String path, String body, int status) {
            this(method, path, path.replaceFirst("\\?.*", ""), body, status, Map.of());
        }

        Exchange of(String name) {
            return new Exchange(method, path, name, body, status, headers);
        }

        Exchange with(String name, String value) {
            return new Exchange(method, path, template, body, status, Map.of(name, value));
        }
    }

    /// In this order: each changes what the next ones find.
    private static List<Exchange> exchanges() {
        return List.of(
                new Exchange("GET", "/v1/route?to=10.1.2.3:80", "", 200),
                new Exchange("GET", "/v1/route?to=192.0.2.1:80&explain=true", "", 200),
                new Exchange("GET", "/v1/route?to=192.0.2.0/24", "", 200),
                new Exchange("GET", "/v1/route?to=a%20b", "", 400),
                new Exchange("POST", "/v1/route", "\"10.1.2.3:80\"\n", 200),
                new Exchange("GET", "/v1/policy", "", 200),
                new Exchange("GET", "/v1/policy/findings", "", 200),
                new Exchange("GET", "/v1/policy/meaning?lines=1-2", "", 200),
                new Exchange("GET", "/v1/policy/meaning?lines=2-1", "", 400),
                new Exchange("GET", "/v1/policy/meaning?lines=1-999", "", 400),
                new Exchange("GET", "/v1/policy/meaning", "", 400),
                new Exchange("POST", "/v1/policy/meaning?lines=1-200", EVERYTHING, 200),
                new Exchange("POST", "/v1/policy/meaning?lines=1", WRONG, 422),
                new Exchange("POST", "/v1/map", OPEN, 200),
                new Exchange("POST", "/v1/map?network=10.0.0.0/8", OPEN, 200),
                new Exchange("POST", "/v1/map?network=10", OPEN, 400),
                new Exchange("POST", "/v1/map", WRONG, 422),
                new Exchange("PUT", "/v1/policy", OTHER, 428),
                new Exchange("PUT", "/v1/policy", OTHER, 412).with("If-Match", "\"9-x\""),
                new Exchange("PUT", "/v1/policy", WRONG, 422).with("If-Match", "*"),
                new Exchange("PUT", "/v1/policy", OPEN, 409).with("If-Match", "*"),
                new Exchange("GET", "/v1/status", "", 200),
                new Exchange("PUT", "/v1/policy?why=x", OTHER, 200).with("If-Match", "*"),
                new Exchange("PUT", "/v1/policy", OTHER, 200).with("If-Match", "*"),
                new Exchange("POST", "/v1/check", "x", 415)
                        .with("Content-Type", "application/x-www-form-urlencoded"),
                new Exchange("POST", "/v1/check", WRONG, 200),
                new Exchange("POST", "/v1/check", OPEN, 200),
                new Exchange("GET", "/v1/revisions", "", 200),
                new Exchange("GET", "/v1/revisions/1", "", 200).of("/v1/revisions/{number}"),
                new Exchange("GET", "/v1/revisions/99", "", 404).of("/v1/revisions/{number}"),
                new Exchange("GET", "/v1/revisions/x", "", 400).of("/v1/revisions/{number}"),
                new Exchange("POST", "/v1/rollback?to=1", "", 200),
                new Exchange("POST", "/v1/rollback?to=99", "", 404),
                new Exchange("POST", "/v1/reload", "", 204),
                new Exchange("GET", "/v1/candidate", "", 404),
                new Exchange("PUT", "/v1/candidate", WRONG, 422),
                new Exchange("PUT", "/v1/candidate", OTHER, 200),
                new Exchange("GET", "/v1/route?to=10.2.0.1:80", "", 200),
                new Exchange("GET", "/v1/candidate", "", 200),
                new Exchange("GET", "/v1/status", "", 200),
                new Exchange("DELETE", "/v1/candidate", "", 204),
                new Exchange("POST", "/v1/find", "direct to 10.0.0.0/8", 200),
                new Exchange("POST", "/v1/find?all=true", "via any", 200),
                new Exchange("POST", "/v1/find", "nonsense", 400),
                new Exchange("POST", "/v1/diff", OPEN, 200),
                new Exchange("POST", "/v1/diff", WRONG, 422),
                new Exchange("POST", "/v1/diff?from=1&to=2", "", 200),
                new Exchange("POST", "/v1/test", "10.1.2.3:80\trefused\n", 200),
                new Exchange("POST", "/v1/test", "10.0.0.0/8 refused\n", 200),
                new Exchange("POST", "/v1/test", "what\n", 400),
                new Exchange("GET", "/v1/map.svg", "", 200),
                new Exchange("GET", "/v1/map.svg?from=1&to=2", "", 200),
                new Exchange("GET", "/v1/map", "", 200),
                new Exchange("GET", "/v1/map?network=10.1.0.0/16&from=1&to=2", "", 200),
                new Exchange("GET", "/v1/map?network=10.1", "", 400),
                new Exchange("GET", "/v1/events?kind=nonsense", "", 400),
                new Exchange("GET", "/v1/rules", "", 200),
                new Exchange("GET", "/v1/servers", "", 200),
                new Exchange("GET", "/v1/connections", "", 200),
                new Exchange("DELETE", "/v1/connections/7", "", 404).of("/v1/connections/{id}"),
                new Exchange("GET", "/v1/pac", "", 200),
                new Exchange("GET", "/v1/openapi.json", "", 200),
                new Exchange("GET", "/proxy.pac", "", 200),
                new Exchange("GET", "/metrics", "", 200),
                new Exchange("GET", "/healthz", "", 200),
                new Exchange("GET", "/readyz", "", 200));
    }

    @TempDir private Path folder;
    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void everyAnswerIsAsTheDocumentSays() throws Exception {
        JsonNode document = document();
        Set<String> seen = new TreeSet<>();
        List<String> wrong = new ArrayList<>();
        try (RunningService service = RunningService.following(folder, OFFICE)) {
            for (Exchange exchange : exchanges()) {
                HttpResponse<String> response = send(service, exchange);
                assertThat(response.statusCode())
                        .as("%s: %s", exchange, response.body())
                        .isEqualTo(exchange.status());
                wrong.addAll(compare(document, exchange, response));
                seen.add(exchange.method() + " " + exchange.template());
            }
        }
        assertThat(wrong).isEmpty();
        // Server-sent events have no end; EventsTest reads them.
        assertThat(operations(document)).containsExactlyInAnyOrderElementsOf(seen);
    }

    private static HttpResponse<String> send(RunningService service, Exchange exchange)
            throws Exception {
        HttpRequest.Builder request = service.request(exchange.path());
        exchange.headers().forEach(request::header);
        HttpRequest.BodyPublisher body =
                exchange.body().isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(exchange.body());
        return service.send(request.method(exchange.method(), body));
    }

    private List<String> compare(
            JsonNode document, Exchange exchange, HttpResponse<String> response) throws Exception {
        String about = exchange.method() + " " + exchange.path() + " " + exchange.status() + ": ";
        JsonNode operation =
                document.at("/paths")
                        .path(exchange.template())
                        .path(exchange.method().toLowerCase(Locale.ROOT));
        JsonNode answer = operation.path("responses").path(Integer.toString(exchange.status()));
        if (answer.isMissingNode()) {
            return List.of(about + "the document does not have this status");
        }
        if (exchange.status() == 204) {
            return response.body().isEmpty() ? List.of() : List.of(about + "has a body");
        }
        String type =
                response.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        JsonNode schema = answer.path("content").path(type).path("schema");
        if (schema.isMissingNode()) {
            return List.of(about + "the document does not have the type " + type);
        }
        return type.endsWith("json")
                ? validate(document, schema, response.body()).stream()
                        .map(message -> about + message.getMessage())
                        .toList()
                : List.of();
    }

    private Set<ValidationMessage> validate(JsonNode document, JsonNode schema, String body)
            throws Exception {
        ObjectNode root = schema.deepCopy();
        root.set("components", document.get("components"));
        JsonSchema compiled = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(root);
        return compiled.validate(mapper.readTree(body.strip()));
    }

    private static List<String> operations(JsonNode document) {
        List<String> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.at("/paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                operations.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
            }
        }
        return operations;
    }

    /// The document holds copies of the schemas of the commands, because it has to stand alone.
    @ParameterizedTest
    @CsvSource({
        "Answer, route",
        "LintReport, lint-report",
        "Questions, route-questions",
        "Conversion, convert"
    })
    void theSchemasAreThoseOfTheCommands(String name, String file) throws Exception {
        String text = Files.readString(Project.home().resolve("docs/" + file + ".schema.json"));
        String moved = text.replace("\"#/", "\"#/components/schemas/" + name + "/");
        ObjectNode schema = (ObjectNode) mapper.readTree(moved);
        schema.remove("$schema");
        assertThat(document().at("/components/schemas/" + name)).isEqualTo(schema);
    }

    private JsonNode document() throws Exception {
        return mapper.readTree(
                OpenApiTest.class.getResourceAsStream("/io/tsocks/service/openapi.json"));
    }
}
