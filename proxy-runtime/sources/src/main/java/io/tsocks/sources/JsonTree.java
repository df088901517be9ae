package io.tsocks.sources;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A small JSON document as maps, lists and texts: numbers and truth values are texts, too.
///
/// @param value null where a document has nothing
record JsonTree(Object value) {

    private static final JsonFactory FACTORY = new JsonFactory();

    static JsonTree read(byte[] json) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            return new JsonTree(value(parser));
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Object> object = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                object.put(name, value(parser));
            }
            return object;
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<Object> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(value(parser));
            }
            return list;
        }
        return String.valueOf(parser.getText());
    }

    /// A field of an object; empty if this is none, or has no such field.
    Optional<JsonTree> field(String name) {
        return value instanceof Map<?, ?> object && object.get(name) != null
                ? Optional.of(new JsonTree(object.get(name)))
                : Optional.empty();
    }

    /// The elements of a list; none if this is no list.
    List<JsonTree> elements() {
        return value instanceof List<?> list
                ? list.stream().map(JsonTree::new).toList()
                : List.of();
    }

    /// The text of a field.
    Optional<String> text(String name) {
        return field(name).map(field -> String.valueOf(field.value));
    }
}
