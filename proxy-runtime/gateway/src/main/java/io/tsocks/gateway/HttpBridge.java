package io.tsocks.gateway;

import io.tsocks.client.RouteRefusedException;
import io.tsocks.client.SocksException;
import io.tsocks.client.time.Deadline;
import io.tsocks.protocol.Errno;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The HTTP side of a bridge: CONNECT, and requests in absolute form (RFC 9112, section 3.2), one
/// for each connection.
final class HttpBridge {

    private static final String BAD_GATEWAY = "502 Bad Gateway";
    private static final String LATE = "504 Gateway Timeout";
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final HttpHost host;
    private final Socket client;
    private final InputStream in;

    /// @param in the client's input, of which nothing has been taken yet
    HttpBridge(HttpHost host, Socket client, InputStream in) {
        this.host = host;
        this.client = client;
        this.in = in;
    }

    void run() throws IOException {
        String method = "";
        try {
            HttpRequest request = HttpRequest.read(in, host.headBytes());
            method = request.method();
            if (!host.admits(request.fields().value("proxy-authorization"))) {
                askWhoItIs();
                readForNobody(Deadline.in(FAREWELL));
                return;
            }
            host.accepted(request);
            if (request.isConnect()) {
                tunnel(request.target());
            } else {
                exchange(request);
            }
        } catch (HttpProblem e) {
            answer(e, method);
            readForNobody(Deadline.in(FAREWELL));
        }
    }

    private void tunnel(HttpTarget to) throws IOException {
        Duplex target = connect(to);
        try {
            client.getOutputStream().write(ascii("HTTP/1.1 200 Connected\r\n\r\n"));
            client.setSoTimeout(0);
        } catch (IOException | RuntimeException e) {
            target.close();
            throw e;
        }
        host.relay(in, target);
    }

    private void exchange(HttpRequest request) throws IOException {
        Duplex target = connect(request.target());
        HttpExchange exchange = new HttpExchange(request, host.client(), in, target);
        try (target) {
            client.setSoTimeout(0);
            exchange.run();
            host.exchanged();
        } catch (HttpProblem e) {
            answer(e, request.method());
            farewell(exchange);
        }
    }

    private Duplex connect(HttpTarget target) throws IOException {
        try {
            return host.connect(target);
        } catch (HttpProblem e) {
            throw e;
        } catch (IOException e) {
            throw problem(e);
        }
    }

    /// The answer to a client whose target was not reached.
    static HttpProblem problem(IOException failure) {
        return switch (failure) {
            case HttpProblem e -> e;
            case RouteRefusedException e -> problem("403 Forbidden", ProxyError.REQUEST_DENIED, e);
            case SocketTimeoutException e -> problem(LATE, ProxyError.CONNECTION_TIMEOUT, e);
            case SocksException e when e.errno() == Errno.ETIMEDOUT ->
                    problem(LATE, ProxyError.CONNECTION_TIMEOUT, e);
            case UnknownHostException e -> problem(BAD_GATEWAY, ProxyError.DNS, e);
            default -> problem(BAD_GATEWAY, ProxyError.CONNECTION_REFUSED, failure);
        };
    }

    private static HttpProblem problem(String status, ProxyError error, IOException reason) {
        return new HttpProblem(status, error, String.valueOf(reason.getMessage()));
    }

    /// Sends a refusal. The caller then lets the client finish sending; otherwise the client's
    /// kernel discards the answer.
    ///
    /// If the host wants it, the answer breaks off before its end. An answer to HEAD has no body,
    /// so its head breaks off.
    ///
    /// @param method the request's method; empty if it could not be read
    private void answer(HttpProblem problem, String method) throws IOException {
        byte[] body = (problem.getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
        String head =
                "HTTP/1.1 "
                        + problem.status()
                        + "\r\nProxy-Status: "
                        + problem.proxyStatus()
                        + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
                        + (host.breaksOffAnswers() ? body.length + 1 : body.length)
                        + "\r\nConnection: close\r\n";
        if (method.equals("HEAD")) {
            client.getOutputStream().write(ascii(host.breaksOffAnswers() ? head : head + "\r\n"));
        } else {
            client.getOutputStream().write(ascii(head + "\r\n"));
            client.getOutputStream().write(body);
        }
        client.shutdownOutput();
    }

    /// Asks for a login. This answer is whole, because a client with an authenticator then asks
    /// again.
    private void askWhoItIs() throws IOException {
        String body = host.challenge();
        client.getOutputStream()
                .write(
                        ascii(
                                "HTTP/1.1 407 Proxy Authentication Required\r\n"
                                        + "Proxy-Authenticate: Basic realm=\"tsocks\"\r\n"
                                        + "Proxy-Status: tsocks; error=http_request_denied\r\n"
                                        + "Content-Type: text/plain\r\nContent-Length: "
                                        + body.length()
                                        + "\r\nConnection: close\r\n\r\n"
                                        + body));
        client.shutdownOutput();
    }

    /// Lets the client finish sending. While the exchange still reads, it has no timeout, and
    /// reading here, too, would mean waiting for it.
    private void farewell(HttpExchange exchange) throws IOException {
        Deadline deadline = Deadline.in(FAREWELL);
        if (exchange.leavesClient(FAREWELL)) {
            readForNobody(deadline);
        }
    }

    /// Reads and discards input. It reads from the socket itself, because a stranger's input may be
    /// at its end.
    private void readForNobody(Deadline deadline) throws IOException {
        client.setSoTimeout((int) deadline.millisLeft());
        byte[] forNobody = new byte[8192];
        InputStream rest = client.getInputStream();
        while (!deadline.hasPassed() && rest.read(forNobody) >= 0) {
            client.setSoTimeout((int) deadline.millisLeft());
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
