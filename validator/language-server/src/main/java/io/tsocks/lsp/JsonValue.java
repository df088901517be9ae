package io.tsocks.lsp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON value from an editor. What it lacks reads as [Nothing], so that a malformed message does
/// not stop the server.
sealed interface JsonValue {

    /// The most values in values: a message of the protocol has a dozen.
    int DEEPEST = 100;

    /// An object.
    record Fields(Map<String, JsonValue> fields) implements JsonValue {}

    /// An array.
    record Items(List<JsonValue> items) implements JsonValue {}

    /// A string.
    record Text(String said) implements JsonValue {}

    /// A number, as it is written.
    record Numeral(String digits) implements JsonValue {}

    /// `true` or `false`.
    record Truth(boolean truth) implements JsonValue {}

    /// `null`, or no value at all.
    record Nothing() implements JsonValue {}

    /// The field of an object.
    default JsonValue at(String name) {
        return this instanceof Fields(Map<String, JsonValue> fields)
                ? fields.getOrDefault(name, new Nothing())
                : new Nothing();
    }

    /// The items of an array.
    default List<JsonValue> items() {
        return this instanceof Items(List<JsonValue> all) ? all : List.of();
    }

    /// A string; empty for another value.
    default Optional<String> text() {
        return this instanceof Text(String said) ? Optional.of(said) : Optional.empty();
    }

    /// A number of at most nine digits; 0 for another value.
    default int number() {
        return this instanceof Numeral(String digits) && digits.matches("-?[0-9]{1,9}")
                ? Integer.parseInt(digits)
                : 0;
    }

    /// Whether it is no value.
    default boolean isNothing() {
        return this instanceof Nothing;
    }

    /// Whether it is `true`.
    default boolean isTrue() {
        return this instanceof Truth(boolean truth) && truth;
    }

    /// Reads the next value.
    ///
    /// @throws IOException if there is none, or it is not JSON
    static JsonValue read(JsonParser json) throws IOException {
        return read(json, json.nextToken(), DEEPEST);
    }

    private static JsonValue read(JsonParser json, JsonToken token, int depth) throws IOException {
        if (token == null || depth == 0) {
            throw new IOException("no value of JSON");
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, JsonValue> fields = new LinkedHashMap<>();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    fields.put(name, read(json, json.nextToken(), depth - 1));
                }
                yield new Fields(fields);
            }
            case START_ARRAY -> {
                List<JsonValue> items = new ArrayList<>();
                for (JsonToken next = json.nextToken();
                        next != JsonToken.END_ARRAY;
                        next = json.nextToken()) {
                    items.add(read(json, next, depth - 1));
                }
                yield new Items(items);
            }
            case VALUE_STRING -> new Text(json.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Numeral(json.getText());
            case VALUE_TRUE -> new Truth(true);
            case VALUE_FALSE -> new Truth(false);
            case VALUE_NULL -> new Nothing();
            case END_ARRAY, END_OBJECT, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                    throw new IOException("no value of JSON");
        };
    }
}
