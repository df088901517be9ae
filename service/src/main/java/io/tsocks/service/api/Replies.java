package io.tsocks.service.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import io.tsocks.lint.output.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Writes answers.
final class Replies {

    static final Header JSON =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");
    static final Header NDJSON =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/x-ndjson");
    static final Header TEXT =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
    static final Header SARIF =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/sarif+json");
    private static final Header PROBLEM =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/problem+json");

    /// What an answer means, in a word, for commands.
    static final HeaderName VERDICT = HeaderNames.create("Tsocks-Verdict");

    private static final JsonFactory FACTORY = Json.factory();
    private static final int USUAL_SIZE = 512;

    private Replies() {}

    /// Writes the content of an object or another value.
    @FunctionalInterface
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    /// Writes to a stream, as the reports of the commands do.
    @FunctionalInterface
    interface Printing {
        void print(PrintStream out) throws IOException;
    }

    /// Sends JSON.
    static void json(ServerResponse response, Content content) {
        response.header(JSON).send(bytes(content));
    }

    /// Sends what a report prints.
    static void printed(ServerResponse response, Header type, Printing printing) {
        response.header(type).send(bytesOf(printing));
    }

    /// Sends a problem.
    static void problem(ServerResponse response, ProblemException problem) {
        if (ProblemException.endsConnection(problem.status())) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        response.status(Status.create(problem.status()))
                .header(PROBLEM)
                .send(bytes(problem::write));
    }

    /// The JSON of some content.
    static byte[] bytes(Content content) {
        var bytes = new ByteArrayOutputStream(USUAL_SIZE);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            content.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        return bytes.toByteArray();
    }

    /// What a report prints.
    static byte[] bytesOf(Printing printing) {
        var bytes = new ByteArrayOutputStream(USUAL_SIZE);
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            printing.print(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        return bytes.toByteArray();
    }

    /// Writes a field whose value is a document that a report prints.
    static void document(JsonGenerator json, String name, Printing printing) throws IOException {
        json.writeFieldName(name);
        json.writeRawValue(new String(bytesOf(printing), StandardCharsets.UTF_8).strip());
    }
}
