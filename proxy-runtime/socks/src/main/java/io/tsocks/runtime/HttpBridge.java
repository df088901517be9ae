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
            readForNobody(Deadline.in(FAREWELL));
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
        Socket target = connect(request.target());
        HttpExchange exchange = new HttpExchange(request, client, in, target);
        try (target) {
            client.setSoTimeout(0);
            exchange.run();
        } catch (HttpProblem e) {
            answer(e);
            farewell(exchange);
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

    /// Says no. Whoever calls this then lets the client finish what it is sending, for else its
    /// kernel would forget the answer.
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
    }

    /// While the exchange still reads, it does so without a timeout, and to read here, too, would
    /// be to wait for it.
    private void farewell(HttpExchange exchange) throws IOException {
        Deadline deadline = Deadline.in(FAREWELL);
        if (exchange.leavesClient(FAREWELL)) {
            readForNobody(deadline);
        }
    }

    private void readForNobody(Deadline deadline) throws IOException {
        client.setSoTimeout((int) deadline.millisLeft());
        byte[] forNobody = new byte[8192];
        while (!deadline.hasPassed() && in.read(forNobody) >= 0) {
            client.setSoTimeout((int) deadline.millisLeft());
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
