package io.tsocks.sources;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.client.PasswordFiles;
import io.tsocks.net.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/// Requests to etcd by its JSON gateway (etcd.io, "gRPC gateway"): each goes to the member that
/// answered last, and to the next one if that fails.
final class EtcdCalls implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final JsonFactory JSON = new JsonFactory();

    private final SourceAddress address;
    private final WebCalls calls;
    private Optional<String> token = Optional.empty();
    private int member;

    EtcdCalls(SourceAddress address) throws IOException {
        this.address = address;
        this.calls = WebCalls.to(address);
    }

    /// Writes the fields of a request.
    @FunctionalInterface
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    static String json(Fields fields) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        }
        return text.toString();
    }

    /// Sends a request, and again after a login if etcd asks for one.
    JsonTree call(String method, Fields fields) throws IOException, InterruptedException {
        if (address.user().isPresent() && token.isEmpty()) {
            logIn();
        }
        WebCalls.Answer answer = send(method, json(fields));
        if (answer.status() == 401 && address.user().isPresent()) {
            logIn();
            answer = send(method, json(fields));
        }
        return tree(answer);
    }

    private static JsonTree tree(WebCalls.Answer answer) throws IOException {
        JsonTree tree = JsonTree.read(answer.body());
        if (answer.status() != 200) {
            String why = tree.text("error").or(() -> tree.text("message")).orElse("no reason");
            throw new IOException("etcd answers " + answer.status() + ": " + why);
        }
        return tree;
    }

    private void logIn() throws IOException, InterruptedException {
        String file =
                address.setting(SourceAddress.Setting.PASSWORD_FILE)
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                "the user's password is not known: name its file"
                                                        + " with ?password_file=FILE"));
        String password = PasswordFiles.read(file).reveal();
        token = Optional.empty();
        WebCalls.Answer answer =
                send(
                        "auth/authenticate",
                        json(
                                json -> {
                                    json.writeStringField("name", address.user().orElseThrow());
                                    json.writeStringField("password", password);
                                }));
        if (answer.status() != 200) {
            throw new IOException(
                    "etcd does not accept the login of " + address.user().orElseThrow());
        }
        token = JsonTree.read(answer.body()).text("token");
    }

    /// Asks each member once, beginning with the one that answered last.
    private WebCalls.Answer send(String method, String body)
            throws IOException, InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                return calls.send(request(method, body), DEADLINE);
            } catch (IOException e) {
                member = (member + 1) % address.hosts().size();
                if (tries == address.hosts().size()) {
                    throw e;
                }
            }
        }
    }

    /// Opens a stream of answers at the member that answered last.
    InputStream stream(String method, Fields fields) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = calls.begin(request(method, json(fields)), DEADLINE);
        if (response.statusCode() != 200) {
            response.body().close();
            throw new IOException("etcd answers " + response.statusCode() + " to a watch");
        }
        return response.body();
    }

    private HttpRequest request(String method, String body) {
        Endpoint host = address.hosts().get(member);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(
                                        address.kind().webScheme()
                                                + "://"
                                                + host
                                                + "/v3/"
                                                + method))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        token.ifPresent(known -> request.header("Authorization", known));
        return request.build();
    }

    @Override
    public void close() {
        calls.close();
    }
}
