package io.tsocks.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The head of a target's response.
///
/// @param status 100 to 999
/// @param reason may be empty
record HttpResponse(int status, String reason, HttpFields fields) {

    /// The reason may contain any byte, including those that Java takes for line ends.
    private static final Pattern FIRST_LINE =
            Pattern.compile("HTTP/1\\.[0-9] ([1-9][0-9]{2})(?: (.*))?", Pattern.DOTALL);

    /// A blank before the colon is removed (RFC 9112, section 5.1).
    private static final Pattern BLANK_BEFORE_COLON = Pattern.compile("^([^ \t:]+)[ \t]+:");

    static HttpResponse read(InputStream in) throws IOException {
        List<String> lines = HttpHead.read(in);
        Matcher first = FIRST_LINE.matcher(lines.getFirst());
        if (!first.matches()) {
            throw HttpProblem.badRequest("the first line is not a response of HTTP/1.1");
        }
        List<String> fields =
                lines.stream()
                        .skip(1)
                        .map(line -> BLANK_BEFORE_COLON.matcher(line).replaceFirst("$1:"))
                        .toList();
        String reason = first.group(2) == null ? "" : first.group(2);
        return new HttpResponse(Integer.parseInt(first.group(1)), reason, HttpFields.parse(fields));
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
        HttpFields forwarded = fields.forNextConnection().withOneLength();
        if (!fields.elements("transfer-encoding").isEmpty()) {
            forwarded = forwarded.without(Set.of("content-length"));
        }
        return text(status < 200 ? forwarded : forwarded.with("Connection", "close"));
    }

    /// The head that goes to a client that asked for another protocol.
    String switched() {
        return text(
                fields.forNextConnection()
                        .with("Connection", "Upgrade")
                        .with("Upgrade", fields.value("upgrade")));
    }

    private String text(HttpFields sent) {
        return "HTTP/1.1 " + status + " " + reason + "\r\n" + sent.text() + "\r\n";
    }
}
