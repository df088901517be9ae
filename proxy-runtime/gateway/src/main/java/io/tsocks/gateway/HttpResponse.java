package io.tsocks.gateway;

import io.tsocks.protocol.HttpFields;
import io.tsocks.protocol.HttpStatus;
import io.tsocks.protocol.HttpSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/// The head of a target's response.
///
/// @param status 100 to 999
/// @param reason may be empty
record HttpResponse(int status, String reason, HttpFields fields) {

    static HttpResponse read(InputStream in) throws IOException {
        List<String> lines = HeadReader.read(in);
        try {
            HttpStatus status = HttpStatus.parse(lines.getFirst());
            HttpFields fields = HttpFields.parseOfResponse(lines.subList(1, lines.size()));
            return new HttpResponse(status.code(), status.reason(), fields);
        } catch (HttpSyntaxException e) {
            throw HttpProblem.of(e);
        }
    }

    /// Whether another response to the same request follows.
    boolean isInterim() {
        return status < 200 && !isSwitch();
    }

    /// Whether the connection switches to another protocol after this response.
    boolean isSwitch() {
        return status == 101;
    }

    /// The head that goes to the client. It says that the connection ends after this response.
    String forwarded() {
        HttpFields forwarded = Forwarding.withOneLength(Forwarding.forNextConnection(fields));
        if (!fields.elements("transfer-encoding").isEmpty()) {
            forwarded = forwarded.without(Set.of("content-length"));
        }
        return text(status < 200 ? forwarded : forwarded.with("Connection", "close"));
    }

    /// The head that goes to a client that asked for another protocol.
    String switched() {
        return text(
                Forwarding.forNextConnection(fields)
                        .with("Connection", "Upgrade")
                        .with("Upgrade", fields.value("upgrade")));
    }

    private String text(HttpFields sent) {
        return "HTTP/1.1 " + status + " " + reason + "\r\n" + sent.text() + "\r\n";
    }
}
