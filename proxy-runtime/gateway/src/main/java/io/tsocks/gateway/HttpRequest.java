package io.tsocks.gateway;

import io.tsocks.protocol.HttpFields;
import io.tsocks.protocol.HttpRequestLine;
import io.tsocks.protocol.HttpSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/// The head of a request to a proxy.
///
/// @param version HTTP/1.0 or HTTP/1.1
/// @param body how the body ends
record HttpRequest(
        String method, HttpTarget target, String version, HttpFields fields, HttpBody body) {

    /// @throws HttpProblem if it is not a request
    /// @throws java.io.EOFException if the stream has ended
    static HttpRequest read(InputStream in) throws IOException {
        return read(in, HeadReader.LONGEST);
    }

    /// The same for a head of at most this many bytes.
    static HttpRequest read(InputStream in, int longest) throws IOException {
        List<String> lines = HeadReader.read(in, longest);
        try {
            HttpRequestLine first = HttpRequestLine.parse(lines.getFirst());
            if (!first.isSpoken()) {
                throw new HttpProblem(
                        "505 HTTP Version Not Supported",
                        "this proxy speaks only HTTP/1.1: " + first.version());
            }
            HttpTarget target =
                    first.isConnect()
                            ? HttpTarget.ofAuthority(first.target())
                            : HttpTarget.ofUri(first.method(), first.target());
            HttpFields fields = HttpFields.parse(lines.subList(1, lines.size()));
            HttpBody body = HttpBody.ofRequest(fields, first.version());
            return new HttpRequest(first.method(), target, first.version(), fields, body);
        } catch (HttpSyntaxException e) {
            throw HttpProblem.of(e);
        }
    }

    boolean isConnect() {
        return method.equals("CONNECT");
    }

    /// Whether the request asks for another protocol on its connection, and may have it. It may not
    /// have another version of HTTP: the connection would then carry requests for other hosts, too.
    boolean isUpgrade() {
        List<String> protocols = fields.elements("upgrade");
        return fields.elements("connection").contains("upgrade")
                && !protocols.isEmpty()
                && protocols.stream().noneMatch(p -> p.startsWith("h2") || p.startsWith("http"));
    }

    /// The head that goes to the target.
    String forwarded() {
        StringBuilder text =
                new StringBuilder(method)
                        .append(' ')
                        .append(target.path())
                        .append(' ')
                        .append(version)
                        .append("\r\nHost: ")
                        .append(target.authority())
                        .append("\r\n")
                        .append(framed().text());
        if (isUpgrade()) {
            text.append("Connection: Upgrade\r\nUpgrade: ")
                    .append(fields.value("upgrade"))
                    .append("\r\n");
        } else {
            text.append("Connection: close\r\n");
        }
        return text.append("\r\n").toString();
    }

    /// The other fields, and the length of the body once, as it was understood here. Readers
    /// disagree about a length that is given twice (RFC 9110, section 8.6).
    private HttpFields framed() {
        HttpFields others =
                Forwarding.forNextConnection(fields)
                        .without(Set.of("host", "content-length", "transfer-encoding"));
        return switch (body) {
            case HttpBody.Length(long bytes) -> others.with("Content-Length", "" + bytes);
            case HttpBody.Chunked _ -> others.with("Transfer-Encoding", "chunked");
            case HttpBody.None _, HttpBody.UntilEnd _ -> others;
        };
    }
}
