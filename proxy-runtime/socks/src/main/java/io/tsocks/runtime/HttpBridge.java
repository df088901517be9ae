package io.tsocks.runtime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The HTTP side of a bridge: CONNECT, and requests in absolute form (RFC 9112, section 3.2), one
/// for each connection.
final class HttpBridge {

    private static final int LONGEST_HEAD = 64 * 1024;

    /// What is between the client and the bridge, or would keep a second request on the
    /// connection.
    private static final Set<String> OWN_HEADERS =
            Set.of(
                    "connection",
                    "http2-settings",
                    "keep-alive",
                    "proxy-authorization",
                    "proxy-connection",
                    "upgrade");

    private final Tsocks tsocks;
    private final Socket client;
    private final InputStream in;

    HttpBridge(Tsocks tsocks, Socket client, InputStream in) {
        this.tsocks = tsocks;
        this.client = client;
        this.in = in;
    }

    void run() throws IOException {
        List<String> head = head();
        String[] request = head.getFirst().split(" ", -1);
        try {
            if (request.length != 3) {
                throw new IllegalArgumentException("no request of HTTP/1.1");
            }
            if (request[0].equals("CONNECT")) {
                tunnel(request[1]);
            } else {
                forward(request, head);
            }
        } catch (IllegalArgumentException e) {
            answer("400 Bad Request", String.valueOf(e.getMessage()));
        }
    }

    private void tunnel(String authority) throws IOException {
        URI uri = URI.create("http://" + authority);
        Socket target = connect(host(uri), uri.getPort());
        client.getOutputStream().write(ascii("HTTP/1.1 200 Connected\r\n\r\n"));
        client.setSoTimeout(0);
        Relay.run(client, in, target);
    }

    private void forward(String[] request, List<String> head) throws IOException {
        URI uri = URI.create(request[1]);
        if (!"http".equalsIgnoreCase(uri.getScheme())) {
            throw new IllegalArgumentException("not an absolute http URI: " + request[1]);
        }
        Socket target = connect(host(uri), uri.getPort() < 0 ? 80 : uri.getPort());
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String fields =
                head.stream()
                        .skip(1)
                        .filter(HttpBridge::isForTarget)
                        .map(line -> line + "\r\n")
                        .collect(Collectors.joining());
        String line = request[0] + " " + path + query + " HTTP/1.1\r\n";
        byte[] forwarded = ascii(line + fields + "Connection: close\r\n\r\n");
        client.setSoTimeout(0);
        Relay.run(client, new SequenceInputStream(new ByteArrayInputStream(forwarded), in), target);
    }

    private Socket connect(String host, int port) throws IOException {
        try {
            return tsocks.connect(host, port);
        } catch (RouteRefusedException e) {
            answer("403 Forbidden", String.valueOf(e.getMessage()));
            throw e;
        } catch (SocketTimeoutException e) {
            answer("504 Gateway Timeout", String.valueOf(e.getMessage()));
            throw e;
        } catch (IOException e) {
            answer("502 Bad Gateway", String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private void answer(String status, String why) throws IOException {
        byte[] body = (why + "\n").getBytes(StandardCharsets.UTF_8);
        String head =
                "HTTP/1.1 "
                        + status
                        + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
                        + body.length
                        + "\r\nConnection: close\r\n\r\n";
        client.getOutputStream().write(ascii(head));
        client.getOutputStream().write(body);
    }

    /// The lines up to the empty one, at least one.
    private List<String> head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int end = 0;
        while (end < 2) {
            int next = in.read();
            if (next < 0 || head.size() > LONGEST_HEAD) {
                throw new EOFException("no whole request");
            }
            if (next != '\r') {
                head.write(next);
                end = next == '\n' ? end + 1 : 0;
            }
        }
        return head.toString(StandardCharsets.ISO_8859_1).strip().lines().toList();
    }

    private static boolean isForTarget(String line) {
        int colon = Math.max(0, line.indexOf(':'));
        return !OWN_HEADERS.contains(line.substring(0, colon).toLowerCase(Locale.ROOT));
    }

    private static String host(URI uri) {
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("no host: " + uri);
        }
        return uri.getHost();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
