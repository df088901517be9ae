package io.tsocks.lsp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.grammar.Statement;
import io.tsocks.net.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The structure of a text: its paths with what they reach, its local networks and servers, and
/// what can be folded.
record Outline(Examination text) {

    /// LSP 3.17, `SymbolKind`.
    private static final int NAMESPACE = 3;

    private static final int PROPERTY = 7;
    private static final int KEY = 20;

    /// A path, or a statement outside of paths.
    ///
    /// @param end index after its last character
    private record Block(Statement first, int end, List<Statement> within) {}

    private List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        List<Statement> within = new ArrayList<>();
        Statement opening = null;
        for (Statement statement : text.file().statements()) {
            switch (statement) {
                case Statement.PathOpening path -> {
                    opening = path;
                    within = new ArrayList<>();
                }
                case Statement.PathClosing closing -> {
                    if (opening != null) {
                        blocks.add(new Block(opening, closing.end(), List.copyOf(within)));
                        opening = null;
                    }
                }
                case Statement.Local _,
                        Statement.LocalHosts _,
                        Statement.Reaches _,
                        Statement.ReachesHosts _,
                        Statement.Setting _ -> {
                    if (opening != null) {
                        within.add(statement);
                    } else {
                        blocks.add(new Block(statement, statement.end(), List.of()));
                    }
                }
            }
        }
        return blocks;
    }

    /// Writes the symbols. Settings other than servers, which may be passwords, are left out.
    void writeSymbols(JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Block block : blocks()) {
            if (block.first() instanceof Statement.PathOpening) {
                writePath(json, block);
            } else {
                writeSymbol(json, block.first());
            }
        }
        json.writeEndArray();
    }

    private void writePath(JsonGenerator json, Block path) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", "path");
        json.writeStringField("detail", servers(path));
        json.writeNumberField("kind", NAMESPACE);
        json.writeFieldName("range");
        text.index().write(json, new Span(path.first().start(), path.end()));
        json.writeFieldName("selectionRange");
        text.index().write(json, path.first().span());
        json.writeArrayFieldStart("children");
        for (Statement statement : path.within()) {
            writeSymbol(json, statement);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private String servers(Block path) {
        return path.within().stream()
                .filter(Statement.ServerLine.class::isInstance)
                .map(this::value)
                .reduce((one, other) -> one + ", " + other)
                .orElse("no server");
    }

    private void writeSymbol(JsonGenerator json, Statement statement) throws IOException {
        int kind =
                switch (statement) {
                    case Statement.Local _,
                            Statement.LocalHosts _,
                            Statement.Reaches _,
                            Statement.ReachesHosts _ ->
                            KEY;
                    case Statement.ServerLine _ -> PROPERTY;
                    case Statement.PathOpening _, Statement.PathClosing _, Statement.Setting _ -> 0;
                };
        if (kind == 0) {
            return;
        }
        json.writeStartObject();
        json.writeStringField("name", value(statement));
        json.writeStringField("detail", name(statement));
        json.writeNumberField("kind", kind);
        for (String range : List.of("range", "selectionRange")) {
            json.writeFieldName(range);
            text.index().write(json, statement.span());
        }
        json.writeEndObject();
    }

    private String name(Statement statement) {
        String words = text.file().text(statement.span());
        return words.substring(0, words.indexOf('=')).strip();
    }

    private String value(Statement statement) {
        String words = text.file().text(statement.span());
        return words.substring(words.indexOf('=') + 1).strip();
    }

    /// Writes what can be folded: paths, and comments of several lines.
    void writeFolds(JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Block block : blocks()) {
            if (block.first() instanceof Statement.PathOpening) {
                int last = text.index().position(block.end()).line();
                writeFold(
                        json, text.index().position(block.first().start()).line(), last, "region");
            }
        }
        int first = -1;
        for (int line = 0; line <= text.index().lines(); line++) {
            if (line < text.index().lines() && isComment(line)) {
                first = first < 0 ? line : first;
            } else {
                if (first >= 0 && line - first > 1) {
                    writeFold(json, first, line - 1, "comment");
                }
                first = -1;
            }
        }
        json.writeEndArray();
    }

    private boolean isComment(int line) {
        String whole = text.file().text();
        int end = text.index().endOf(line);
        for (int i = text.index().startOf(line); i < end; i++) {
            char c = whole.charAt(i);
            if (c != ' ' && c != '\t') {
                return c == '#';
            }
        }
        return false;
    }

    private static void writeFold(JsonGenerator json, int first, int last, String kind)
            throws IOException {
        if (last > first) {
            json.writeStartObject();
            json.writeNumberField("startLine", first);
            json.writeNumberField("endLine", last);
            json.writeStringField("kind", kind);
            json.writeEndObject();
        }
    }
}
