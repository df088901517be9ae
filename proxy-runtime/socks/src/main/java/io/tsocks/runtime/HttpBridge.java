package io.tsocks.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The HTTP side of a bridge: CONNECT, and requests in absolute form (RFC 9112, section 3.2), one
/// for each connection.
final class HttpBridge {

    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final Bridge bridge;
    private final Socket client;
    private final InputStream in;

    HttpBridge(Bridge bridge, Socket client, InputStream in) {
        this.bridge = bridge;
        this.client = client;
        this.in = in;
    }

    void run() throws IOException {
        try {
            HttpRequest request = HttpRequest.read(in);
            if (request.isConnect()) {
                tunnel(request.target());
            } else {
                exchange(request);
            }
        } catch (HttpProblem e) {
            answer(e);
        }
    }

    private void tunnel(HttpTarget to) throws IOException {
        try (Socket target = connect(to)) {
            client.getOutputStream().write(ascii("HTTP/1.1 200 Connected\r\n\r\n"));
            client.setSoTimeout(0);
            Relay.run(client, in, target, target.getInputStream());
        }
    }

    private void exchange(HttpRequest request) throws IOException {
        try (Socket target = connect(request.target())) {
            client.setSoTimeout(0);
            new HttpExchange(request, client, in, target).run();
        }
    }

    private Socket connect(HttpTarget target) throws HttpProblem {
        try {
            return bridge.connect(client, target.address().host(), target.address().port());
        } catch (RouteRefusedException e) {
            throw new HttpProblem("403 Forbidden", String.valueOf(e.getMessage()));
        } catch (SocketTimeoutException e) {
            throw new HttpProblem("504 Gateway Timeout", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new HttpProblem("502 Bad Gateway", String.valueOf(e.getMessage()));
        }
    }

    /// Says no, and lets the client finish what it is sending, for else its kernel would forget the
    /// answer.
    private void answer(HttpProblem problem) throws IOException {
        byte[] body = (problem.getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
        String head =
                "HTTP/1.1 "
                        + problem.status()
                        + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
                        + body.length
                        + "\r\nConnection: close\r\n\r\n";
        client.getOutputStream().write(ascii(head));
        client.getOutputStream().write(body);
        client.shutdownOutput();
        Deadline deadline = Deadline.in(FAREWELL);
        client.setSoTimeout((int) FAREWELL.toMillis());
        byte[] forNobody = new byte[8192];
        while (!deadline.hasPassed() && in.read(forNobody) >= 0) {
            client.setSoTimeout((int) deadline.millisLeft());
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
