package io.tsocks.service.api;

import io.helidon.http.Header;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;

/// An answer as it is sent. It no longer holds what was found out for it, which may be large, while
/// a slow client takes it.
final class Answer {

    private final Header type;
    private final byte[] content;

    private Answer(Header type, byte[] content) {
        this.type = type;
        this.content = content;
    }

    /// The answer of a text.
    static Answer text(Header type, String text) {
        return new Answer(type, text.getBytes(StandardCharsets.UTF_8));
    }

    /// The answer of JSON.
    static Answer json(Replies.Content content) {
        return new Answer(Replies.JSON, Replies.bytes(content));
    }

    /// The answer that a report prints.
    static Answer printed(Header type, Replies.Printing printing) {
        return new Answer(type, Replies.bytesOf(printing));
    }

    void send(ServerResponse response) {
        response.header(type).send(content);
    }
}
