package io.tsocks.launcher;

import io.tsocks.net.Printable;
import org.jspecify.annotations.Nullable;

/// A JSON object, written on one line in the order in which members are added. Characters that a
/// terminal would obey are escaped.
public final class JsonObject {

    private final StringBuilder text = new StringBuilder("{");

    /// Adds a member that is text.
    public JsonObject text(String name, String value) {
        return literal(name, quoted(value));
    }

    /// Adds a member that is text, unless the text is null.
    JsonObject textIfAny(String name, @Nullable String value) {
        return value == null ? this : text(name, value);
    }

    /// Adds a member that is a number.
    public JsonObject number(String name, long value) {
        return literal(name, Long.toString(value));
    }

    /// Adds a member that is an object.
    public JsonObject object(String name, JsonObject value) {
        return literal(name, value.toString());
    }

    /// Adds a member.
    ///
    /// @param json its value as JSON: `true`, `null`, a number with a fraction
    public JsonObject literal(String name, String json) {
        text.append(text.length() > 1 ? "," : "").append(quoted(name)).append(':').append(json);
        return this;
    }

    private static String quoted(String value) {
        return '"' + Printable.json(value) + '"';
    }

    /// The object with the members added so far.
    @Override
    public String toString() {
        return text + "}";
    }
}
