package io.tsocks.service.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.tsocks.service.policy.LivePolicy;
import io.tsocks.views.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Whole lines of a batch. A line is a JSON object `{"to": "HOST:PORT"}` or a JSON text
/// `"HOST:PORT"`; a line that is neither gets an answer with an `error`.
final class RouteLines {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String FORM = "a line is {\"to\": \"HOST:PORT\"} or \"HOST:PORT\"";

    /// How much longer answers are than their lines.
    private static final int ANSWER_SIZE = 20;

    private final byte[] chunk;
    private final boolean explain;

    /// @param chunk lines with their ends
    RouteLines(byte[] chunk, boolean explain) {
        this.chunk = chunk;
        this.explain = explain;
    }

    /// The answers, a line each.
    byte[] answer(LivePolicy live, RouteApi api) {
        var bytes = new ByteArrayOutputStream(chunk.length * ANSWER_SIZE);
        try {
            Decisions.Writer writer =
                    api.decisions().to(live, api.policies().trial(), explain, bytes);
            int start = 0;
            while (start < chunk.length) {
                int end = start;
                while (end < chunk.length && chunk[end] != '\n') {
                    end++;
                }
                if (!isBlank(start, end)) {
                    writer.write(answer(writer, start, end));
                }
                start = end + 1;
            }
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        return bytes.toByteArray();
    }

    private boolean isBlank(int start, int end) {
        int at = start;
        while (at < end && (chunk[at] == ' ' || chunk[at] == '\t' || chunk[at] == '\r')) {
            at++;
        }
        return at == end;
    }

    private Answer answer(Decisions.Writer writer, int start, int end) throws IOException {
        try (JsonParser json = JSON.createParser(chunk, start, end - start)) {
            String to = destination(json);
            return json.nextToken() == null
                    ? writer.answer(to)
                    : new Answer.Malformed(to, "more follows on the line");
        } catch (JsonProcessingException e) {
            return new Answer.Malformed("", FORM + ", and this one is no JSON");
        } catch (MalformedLineException e) {
            return new Answer.Malformed("", String.valueOf(e.getMessage()));
        }
    }

    private static String destination(JsonParser json) throws IOException, MalformedLineException {
        JsonToken first = json.nextToken();
        if (first == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        boolean isObject =
                first == JsonToken.START_OBJECT && json.nextToken() == JsonToken.FIELD_NAME;
        if (!isObject
                || !json.currentName().equals("to")
                || json.nextToken() != JsonToken.VALUE_STRING) {
            throw new MalformedLineException();
        }
        String to = json.getText();
        if (json.nextToken() != JsonToken.END_OBJECT) {
            throw new MalformedLineException();
        }
        return to;
    }

    private static final class MalformedLineException extends Exception {

        private static final long serialVersionUID = 1;

        MalformedLineException() {
            super(FORM, null, false, false);
        }
    }
}
