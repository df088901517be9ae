package io.tsocks.lsp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.grammar.Statement;
import io.tsocks.net.Span;
import java.io.IOException;
import java.util.List;

/// What may be written at a place: the statements of the block, or the values of a statement.
record Completion(Examination text) {

    /// LSP 3.17, `CompletionItemKind`.
    private static final int KEYWORD = 14;

    private static final int VALUE = 12;

    /// Writes what may be written.
    ///
    /// @param offset where the caret is
    void write(JsonGenerator json, int offset) throws IOException {
        LineIndex index = text.index();
        int start = index.startOf(index.position(offset).line());
        String before = text.file().text().substring(start, offset);
        json.writeStartArray();
        if (before.indexOf('#') < 0) {
            int sign = before.indexOf('=');
            if (sign < 0) {
                writeNames(json, wordBefore(before, 0, offset));
            } else {
                String name = before.substring(0, sign).strip();
                writeValues(json, name, wordBefore(before, sign + 1, offset));
            }
        }
        json.writeEndArray();
    }

    /// The word that the caret is in, from the first character that is no blank.
    private static Span wordBefore(String before, int from, int offset) {
        int start = from;
        while (start < before.length() && Character.isWhitespace(before.charAt(start))) {
            start++;
        }
        return new Span(offset - (before.length() - start), offset);
    }

    private void writeNames(JsonGenerator json, Span word) throws IOException {
        boolean inPath = isInPath(word.start());
        for (Directive directive : Directive.ALL) {
            if (inPath ? directive.inPath() : directive.atTop()) {
                String insertion = directive.name() + (directive.isBlock() ? " {" : " = ");
                write(json, directive, directive.name(), KEYWORD, new TextChange(word, insertion));
            }
        }
        if (inPath) {
            json.writeStartObject();
            json.writeStringField("label", "}");
            json.writeNumberField("kind", KEYWORD);
            json.writeStringField("detail", "the end of the path");
            json.writeEndObject();
        }
    }

    private void writeValues(JsonGenerator json, String name, Span word) throws IOException {
        Directive directive = Directive.named(name).orElse(null);
        if (directive == null) {
            return;
        }
        for (String value : directive.values()) {
            write(json, directive, value, VALUE, new TextChange(word, value));
        }
    }

    private void write(
            JsonGenerator json, Directive directive, String label, int kind, TextChange change)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("label", label);
        json.writeNumberField("kind", kind);
        json.writeObjectFieldStart("documentation");
        json.writeStringField("kind", "markdown");
        json.writeStringField("value", directive.documentation());
        json.writeEndObject();
        json.writeObjectFieldStart("textEdit");
        json.writeFieldName("range");
        text.index().write(json, change.span());
        json.writeStringField("newText", change.replacement());
        json.writeEndObject();
        json.writeEndObject();
    }

    private boolean isInPath(int offset) {
        List<Statement> statements = text.file().statements();
        for (Statement statement : statements.reversed()) {
            if (statement.start() < offset) {
                switch (statement) {
                    case Statement.PathOpening _ -> {
                        return true;
                    }
                    case Statement.PathClosing _ -> {
                        return false;
                    }
                    case Statement.Local _,
                            Statement.LocalHosts _,
                            Statement.Reaches _,
                            Statement.ReachesHosts _,
                            Statement.Setting _ -> {}
                }
            }
        }
        return false;
    }
}
