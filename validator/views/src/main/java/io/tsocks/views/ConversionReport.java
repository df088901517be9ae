package io.tsocks.views;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.convert.Conversion;
import io.tsocks.convert.Remark;
import io.tsocks.net.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What cannot be said of a converted configuration, for people and programs.
///
/// @param file what messages call the original
public record ConversionReport(String file, Conversion conversion) {

    /// Prints the remarks for people: each with its place, and how many there are.
    public void print(PrintStream err) {
        conversion.remarks().forEach(remark -> print(remark, err));
        err.println(Printable.of(file) + ": " + summary());
    }

    private void print(Remark remark, PrintStream err) {
        String place = remark.line() == 0 ? "" : ":" + remark.line() + ":" + remark.column();
        String text = file + place + ": " + remark.kind().label() + ": " + remark.what();
        err.println(Printable.of(text));
        if (!remark.instead().isEmpty()) {
            err.println("    instead: " + Printable.of(remark.instead()));
        }
    }

    private String summary() {
        List<Remark> remarks = conversion.remarks();
        return remarks.isEmpty()
                ? "all could be said"
                : Arrays.stream(Remark.Kind.values())
                        .map(kind -> count(kind, remarks))
                        .filter(count -> !count.isEmpty())
                        .collect(Collectors.joining(", "));
    }

    private static String count(Remark.Kind kind, List<Remark> remarks) {
        long count = remarks.stream().filter(remark -> remark.kind() == kind).count();
        String noun =
                switch (kind) {
                    case LOST -> "lost";
                    case NOTE -> count == 1 ? "note" : "notes";
                    case SECRET -> count == 1 ? "password" : "passwords";
                };
        return count == 0 ? "" : count + " " + noun;
    }

    /// Writes the result and the remarks as one JSON object.
    ///
    /// @param from the format of the original
    /// @param to the format of the result
    public void writeJson(String from, String to, PrintStream out) throws IOException {
        JsonGenerator json = QuestionJson.to(out);
        json.writeStartObject();
        json.writeStringField("from", from);
        json.writeStringField("to", to);
        json.writeBooleanField("whole", conversion.isWhole());
        json.writeBooleanField("secret", conversion.holdsSecret());
        json.writeStringField("text", conversion.text());
        json.writeArrayFieldStart("remarks");
        for (Remark remark : conversion.remarks()) {
            write(json, remark);
        }
        json.writeEndArray();
        json.writeEndObject();
        QuestionJson.end(json);
    }

    private static void write(JsonGenerator json, Remark remark) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", remark.kind().label());
        if (remark.line() > 0) {
            json.writeNumberField("line", remark.line());
            json.writeNumberField("column", remark.column());
        }
        json.writeStringField("what", remark.what());
        if (!remark.instead().isEmpty()) {
            json.writeStringField("instead", remark.instead());
        }
        json.writeEndObject();
    }
}
