package io.tsocks.lsp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.net.Span;
import java.io.IOException;
import java.util.List;

/// A change of a text, as the protocol has it.
///
/// @param span what is replaced
/// @param replacement what takes its place
record TextChange(Span span, String replacement) {

    /// What turns a text into another: nothing, or the lines between the first and the last that
    /// differ.
    static List<TextChange> between(String before, String after) {
        if (before.equals(after)) {
            return List.of();
        }
        int shorter = Math.min(before.length(), after.length());
        int same = 0;
        while (same < shorter && before.charAt(same) == after.charAt(same)) {
            same++;
        }
        int start = before.lastIndexOf('\n', same - 1) + 1;
        int end = 0;
        while (end < shorter - start
                && before.charAt(before.length() - 1 - end)
                        == after.charAt(after.length() - 1 - end)) {
            end++;
        }
        int newline = before.indexOf('\n', before.length() - end);
        int kept = newline < 0 ? 0 : before.length() - newline - 1;
        return List.of(
                new TextChange(
                        new Span(start, before.length() - kept),
                        after.substring(start, after.length() - kept)));
    }

    /// Writes changes of one document.
    static void write(JsonGenerator json, List<TextChange> changes, LineIndex index)
            throws IOException {
        json.writeStartArray();
        for (TextChange change : changes) {
            json.writeStartObject();
            json.writeFieldName("range");
            index.write(json, change.span());
            json.writeStringField("newText", change.replacement());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
