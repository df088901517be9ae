package io.tsocks.lsp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.net.Span;
import java.io.IOException;
import java.util.Arrays;

/// Converts places of a text between indices and positions of the protocol: lines and UTF-16 units
/// in them, both from 0. A line ends with LF, CR LF or CR.
final class LineIndex {

    private final String text;
    private final int[] starts;

    LineIndex(String text) {
        this.text = text;
        int[] found = new int[16];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean ends =
                    c == '\n'
                            || (c == '\r'
                                    && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
            if (ends) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, count * 2);
                }
                found[count++] = i + 1;
            }
        }
        this.starts = Arrays.copyOf(found, count);
    }

    /// A place in a text as the protocol has it.
    record Position(int line, int character) {

        static Position of(JsonValue json) {
            return new Position(json.at("line").number(), json.at("character").number());
        }

        void write(JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeNumberField("line", line);
            json.writeNumberField("character", character);
            json.writeEndObject();
        }
    }

    /// The number of lines, at least 1.
    int lines() {
        return starts.length;
    }

    /// The index of a position; the nearest one if there is no such place.
    int offset(Position position) {
        if (position.line() < 0) {
            return 0;
        }
        if (position.line() >= starts.length) {
            return text.length();
        }
        int start = starts[position.line()];
        int end = endOf(position.line());
        return Math.clamp((long) start + position.character(), start, end);
    }

    /// The index after the last character of a line, without its end.
    int endOf(int line) {
        int end = line + 1 < starts.length ? starts[line + 1] : text.length();
        while (end > starts[line]
                && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return end;
    }

    /// The index of the first character of a line.
    int startOf(int line) {
        return starts[line];
    }

    /// The position of an index.
    Position position(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        int line = found >= 0 ? found : -found - 2;
        return new Position(line, offset - starts[line]);
    }

    /// Writes a part of the text as a range.
    void write(JsonGenerator json, Span span) throws IOException {
        json.writeStartObject();
        json.writeFieldName("start");
        position(span.start()).write(json);
        json.writeFieldName("end");
        position(span.end()).write(json);
        json.writeEndObject();
    }

    /// The part of the text that a range means.
    Span span(JsonValue range) {
        int start = offset(Position.of(range.at("start")));
        int end = offset(Position.of(range.at("end")));
        return new Span(Math.min(start, end), Math.max(start, end));
    }
}
