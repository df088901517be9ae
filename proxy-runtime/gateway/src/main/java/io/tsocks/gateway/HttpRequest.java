package io.tsocks.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The head of a request to a proxy.
///
/// @param version HTTP/1.0 or HTTP/1.1
/// @param body how the body ends
record HttpRequest(
        String method, HttpTarget target, String version, HttpFields fields, HttpBody body) {

    static final String VERSION_1_0 = "HTTP/1.0";

    private static final Pattern METHOD = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Set<String> VERSIONS = Set.of(VERSION_1_0, "HTTP/1.1");

    /// @throws HttpProblem if it is not a request
    /// @throws java.io.EOFException if the stream has ended
    static HttpRequest read(InputStream in) throws IOException {
        List<String> lines = HttpHead.read(in);
        String[] words = lines.getFirst().split(" ", -1);
        if (words.length != 3 || !METHOD.matcher(words[0]).matches()) {
            throw HttpProblem.badRequest("the first line is not a request of HTTP/1.1");
        }
        if (!VERSIONS.contains(words[2])) {
            throw new HttpProblem(
                    "505 HTTP Version Not Supported",
                    "this proxy speaks only HTTP/1.1: " + words[2]);
        }
        HttpTarget target =
                words[0].equals("CONNECT")
                        ? HttpTarget.ofAuthority(words[1])
                        : HttpTarget.ofUri(words[0], words[1]);
        HttpFields fields = HttpFields.parse(lines.subList(1, lines.size()));
        HttpBody body = HttpBody.ofRequest(fields, words[2]);
        return new HttpRequest(words[0], target, words[2], fields, body);
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
                fields.forNextConnection()
                        .without(Set.of("host", "content-length", "transfer-encoding"));
        return switch (body) {
            case HttpBody.Length(long bytes) -> others.with("Content-Length", "" + bytes);
            case HttpBody.Chunked _ -> others.with("Transfer-Encoding", "chunked");
            case HttpBody.None _, HttpBody.UntilEnd _ -> others;
        };
    }
}
