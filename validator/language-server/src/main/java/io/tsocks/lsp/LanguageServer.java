package io.tsocks.lsp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.lint.Layout;
import io.tsocks.net.Span;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Answers a client. One thread reads messages and another, which owns all that follows, takes them
/// in order; a text is examined when no message waits, so that of several edits the last one
/// counts.
final class LanguageServer {

    private static final int MOST_WAITING = 1000;

    /// LSP 3.17, `MessageType`.
    private static final int WARNING = 2;

    private final MessageWriter to;
    private final Optional<Path> rules;
    private final BlockingQueue<Incoming> waiting = new ArrayBlockingQueue<>(MOST_WAITING);

    /// The open documents by URI.
    private final Map<String, Document> documents = new HashMap<>();

    /// Those whose findings the client does not have yet, in the order of the edits.
    private final Set<String> unexamined = new LinkedHashSet<>();

    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private WorkspaceSettings settings = WorkspaceSettings.NONE;
    private boolean isInitialized;
    private boolean isShutDown;

    /// An open document.
    ///
    /// @param version the client's number of the text
    private record Document(String uri, int version, Examination text) {}

    private sealed interface Incoming {

        record Message(JsonValue json) implements Incoming {}

        record Malformed(String why) implements Incoming {}

        record End() implements Incoming {}
    }

    /// Answers a request about a document.
    @FunctionalInterface
    private interface Answer {
        void write(JsonGenerator json, Document document, JsonValue parameters) throws IOException;
    }

    /// @param rules the folder with a page for each rule; empty if there is none
    LanguageServer(OutputStream out, Optional<Path> rules) {
        this.to = new MessageWriter(out);
        this.rules = rules;
        answers.put(
                "textDocument/hover",
                (json, document, parameters) ->
                        meaning(document).writeHover(json, line(document, parameters)));
        answers.put(
                "textDocument/definition",
                (json, document, parameters) ->
                        meaning(document).writeDefinition(json, line(document, parameters)));
        answers.put(
                "textDocument/codeLens",
                (json, document, _) -> new Comments(document.text()).write(json));
        answers.put(
                "textDocument/completion",
                (json, document, parameters) ->
                        new Completion(document.text()).write(json, offset(document, parameters)));
        answers.put(
                "textDocument/documentSymbol",
                (json, document, _) -> new Outline(document.text()).writeSymbols(json));
        answers.put(
                "textDocument/foldingRange",
                (json, document, _) -> new Outline(document.text()).writeFolds(json));
        answers.put("textDocument/formatting", (json, document, _) -> format(json, document));
        answers.put("textDocument/codeAction", this::codeActions);
    }

    /// Serves until the client says that it ends, or has gone.
    ///
    /// @return whether it said so in order
    boolean serve(InputStream in) throws IOException, InterruptedException {
        Thread.ofPlatform().daemon().name("messages").start(() -> read(in));
        for (; ; ) {
            Incoming next = unexamined.isEmpty() ? waiting.take() : waiting.poll();
            switch (next) {
                case null -> examine(unexamined.iterator().next());
                case Incoming.End _ -> {
                    return false;
                }
                case Incoming.Malformed(String why) ->
                        to.refuse(new JsonValue.Nothing(), MessageWriter.PARSE_ERROR, why);
                case Incoming.Message(JsonValue json) -> {
                    if (json.at("method").text().equals(Optional.of("exit"))) {
                        return isShutDown;
                    }
                    take(json);
                }
            }
        }
    }

    private void read(InputStream in) {
        var reader = new MessageReader(new BufferedInputStream(in));
        try {
            for (boolean open = true; open; ) {
                Incoming next;
                try {
                    Optional<JsonValue> message = reader.next();
                    open = message.isPresent();
                    next =
                            message.<Incoming>map(Incoming.Message::new)
                                    .orElseGet(Incoming.End::new);
                } catch (MessageReader.MalformedException e) {
                    next = new Incoming.Malformed(String.valueOf(e.getMessage()));
                } catch (IOException _) {
                    open = false;
                    next = new Incoming.End();
                }
                waiting.put(next);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(JsonValue message) throws IOException {
        Optional<String> method = message.at("method").text();
        JsonValue id = message.at("id");
        if (method.isEmpty()) {
            if (!id.isNothing()
                    && message.at("result").isNothing()
                    && message.at("error").isNothing()) {
                to.refuse(id, MessageWriter.INVALID_REQUEST, "the message has no method");
            }
            return;
        }
        if (id.isNothing()) {
            hear(method.get(), message.at("params"));
        } else {
            answer(id, method.get(), message.at("params"));
        }
    }

    private void answer(JsonValue id, String method, JsonValue parameters) throws IOException {
        if (method.equals("initialize")) {
            isInitialized = true;
            settings = WorkspaceSettings.of(parameters, this::warn);
            to.answer(id, LanguageServer::writeCapabilities);
            return;
        }
        if (!isInitialized) {
            to.refuse(id, MessageWriter.SERVER_NOT_INITIALIZED, "initialize comes first");
            return;
        }
        if (isShutDown) {
            to.refuse(id, MessageWriter.INVALID_REQUEST, "the server is shut down");
            return;
        }
        if (method.equals("shutdown")) {
            isShutDown = true;
            to.answer(id, JsonGenerator::writeNull);
            return;
        }
        Answer answer = answers.get(method);
        if (answer == null) {
            to.refuse(id, MessageWriter.METHOD_NOT_FOUND, "there is no method " + method);
            return;
        }
        Document document = documents.get(uri(parameters));
        if (document == null) {
            to.refuse(id, MessageWriter.REQUEST_FAILED, "the document is not open");
            return;
        }
        to.answer(id, json -> answer.write(json, document, parameters));
    }

    private static void writeCapabilities(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("serverInfo");
        json.writeStringField("name", "tsocks-lsp");
        json.writeEndObject();
        json.writeObjectFieldStart("capabilities");
        json.writeStringField("positionEncoding", "utf-16");
        json.writeObjectFieldStart("textDocumentSync");
        json.writeBooleanField("openClose", true);
        json.writeNumberField("change", 2);
        json.writeEndObject();
        for (String feature :
                List.of(
                        "hover",
                        "definition",
                        "documentSymbol",
                        "foldingRange",
                        "documentFormatting")) {
            json.writeBooleanField(feature + "Provider", true);
        }
        json.writeObjectFieldStart("codeLensProvider");
        json.writeEndObject();
        json.writeObjectFieldStart("completionProvider");
        json.writeArrayFieldStart("triggerCharacters");
        json.writeString("=");
        json.writeEndArray();
        json.writeEndObject();
        json.writeObjectFieldStart("codeActionProvider");
        json.writeArrayFieldStart("codeActionKinds");
        json.writeString("quickfix");
        json.writeString("source.fixAll");
        json.writeString("source.fixAll.tsocks");
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    /// Takes a notification. Those that are not known are ignored, as the protocol wants.
    private void hear(String method, JsonValue parameters) throws IOException {
        if (!isInitialized) {
            return;
        }
        JsonValue document = parameters.at("textDocument");
        switch (method) {
            case "textDocument/didOpen" ->
                    put(uri(parameters), document, document.at("text").text().orElse(""));
            case "textDocument/didChange" -> {
                Document known = documents.get(uri(parameters));
                if (known != null) {
                    put(known.uri(), document, edited(known, parameters.at("contentChanges")));
                }
            }
            case "textDocument/didClose" -> {
                documents.remove(uri(parameters));
                unexamined.remove(uri(parameters));
                publish(uri(parameters), Optional.empty());
            }
            default -> {}
        }
    }

    private void put(String uri, JsonValue document, String text) throws IOException {
        String name = uri.substring(uri.lastIndexOf('/') + 1);
        var examination = new Examination(name, text, settings.optionsFor(uri));
        documents.put(uri, new Document(uri, document.at("version").number(), examination));
        unexamined.remove(uri);
        unexamined.add(uri);
    }

    /// The text after edits, each of which is an edit of the text after the one before.
    private static String edited(Document document, JsonValue changes) {
        String text = document.text().text();
        for (JsonValue change : changes.items()) {
            String replacement = change.at("text").text().orElse("");
            if (change.at("range").isNothing()) {
                text = replacement;
            } else {
                Span span = new LineIndex(text).span(change.at("range"));
                text = text.substring(0, span.start()) + replacement + text.substring(span.end());
            }
        }
        return text;
    }

    private void examine(String uri) throws IOException {
        unexamined.remove(uri);
        publish(uri, Optional.ofNullable(documents.get(uri)));
    }

    /// Tells the findings in a document; none if it is closed.
    private void publish(String uri, Optional<Document> document) throws IOException {
        to.tell(
                "textDocument/publishDiagnostics",
                json -> {
                    json.writeStartObject();
                    json.writeStringField("uri", uri);
                    if (document.isPresent()) {
                        json.writeNumberField("version", document.get().version());
                    }
                    json.writeFieldName("diagnostics");
                    if (document.isPresent()) {
                        diagnostics(document.get())
                                .write(json, document.get().text().findings().findings());
                    } else {
                        json.writeStartArray();
                        json.writeEndArray();
                    }
                    json.writeEndObject();
                });
    }

    private void warn(String message) throws IOException {
        to.tell(
                "window/showMessage",
                json -> {
                    json.writeStartObject();
                    json.writeNumberField("type", WARNING);
                    json.writeStringField("message", message);
                    json.writeEndObject();
                });
    }

    private Diagnostics diagnostics(Document document) {
        return new Diagnostics(document.uri(), document.text().index(), rules);
    }

    private static Meaning meaning(Document document) {
        return new Meaning(document.uri(), document.text());
    }

    private static String uri(JsonValue parameters) {
        return parameters.at("textDocument").at("uri").text().orElse("");
    }

    private static int offset(Document document, JsonValue parameters) {
        return document.text().index().offset(LineIndex.Position.of(parameters.at("position")));
    }

    private static int line(Document document, JsonValue parameters) {
        return document.text().index().position(offset(document, parameters)).line();
    }

    private static void format(JsonGenerator json, Document document) throws IOException {
        Examination text = document.text();
        String laid = new String(Layout.bytes(text.file()), StandardCharsets.UTF_8);
        TextChange.write(json, TextChange.between(text.text(), laid), text.index());
    }

    private void codeActions(JsonGenerator json, Document document, JsonValue parameters)
            throws IOException {
        Examination text = document.text();
        List<String> only =
                parameters.at("context").at("only").items().stream()
                        .flatMap(kind -> kind.text().stream())
                        .toList();
        new CodeActions(text, diagnostics(document))
                .write(json, text.index().span(parameters.at("range")), only);
    }
}
