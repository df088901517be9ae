package io.tsocks.service.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;

/// A JSON object of texts and numbers, as the service's own small files have it.
///
/// @param fields in the order in which they are written; numbers as texts
public record FlatJson(Map<String, String> fields) {

    private static final JsonFactory JSON = new JsonFactory();

    /// Reads the texts and numbers of an object, and leaves out what else is in it.
    ///
    /// @throws IOException if the text is no such object
    public static FlatJson read(String text) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is not an object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (json.nextToken().isScalarValue()) {
                    fields.put(name, json.getText());
                } else {
                    json.skipChildren();
                }
            }
        }
        return new FlatJson(fields);
    }

    /// The value of a field.
    ///
    /// @throws IOException if there is none
    public String get(String name) throws IOException {
        String value = fields.get(name);
        if (value == null) {
            throw new IOException("it does not say " + name);
        }
        return value;
    }

    /// The object on one line, with its end; all values are texts.
    public String line() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, String> field : fields.entrySet()) {
                json.writeStringField(field.getKey(), field.getValue());
            }
            json.writeEndObject();
        }
        return text + "\n";
    }
}
