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

    private final Bridge bridge;
    private final Stranger stranger;
    private final Socket client;
    private final InputStream in;

    HttpBridge(Bridge bridge, Stranger stranger, InputStream in) {
        this.bridge = bridge;
        this.stranger = stranger;
        this.client = stranger.socket();
        this.in = in;
    }

    void run() throws IOException {
        String method = "";
        try {
            HttpRequest request = HttpRequest.read(in);
            method = request.method();
            if (!bridge.admits(stranger, request.fields().value("proxy-authorization"))) {
                askWhoItIs();
                readForNobody(Deadline.in(FAREWELL));
            } else if (request.isConnect()) {
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
            answer(e, request.method());
            farewell(exchange);
        }
    }

    private Socket connect(HttpTarget target) throws HttpProblem {
        try {
            return bridge.connect(client, target.address().host(), target.address().port());
        } catch (RouteRefusedException e) {
            throw problem("403 Forbidden", ProxyError.REQUEST_DENIED, e);
        } catch (SocketTimeoutException e) {
            throw problem(LATE, ProxyError.CONNECTION_TIMEOUT, e);
        } catch (SocksException e) {
            throw e.errno() == Errno.ETIMEDOUT
                    ? problem(LATE, ProxyError.CONNECTION_TIMEOUT, e)
                    : problem(BAD_GATEWAY, ProxyError.CONNECTION_REFUSED, e);
        } catch (UnknownHostException e) {
            throw problem(BAD_GATEWAY, ProxyError.DNS, e);
        } catch (IOException e) {
            throw problem(BAD_GATEWAY, ProxyError.CONNECTION_REFUSED, e);
        }
    }

    private static HttpProblem problem(String status, ProxyError error, IOException reason) {
        return new HttpProblem(status, error, String.valueOf(reason.getMessage()));
    }

    /// Sends a refusal. The caller then lets the client finish sending; otherwise the client's
    /// kernel discards the answer.
    ///
    /// The answer breaks off before its end, so that no program mistakes it for a response of the
    /// site: reading its body fails. An answer to HEAD has no body, so its head breaks off.
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
                        + (body.length + 1)
                        + "\r\nConnection: close\r\n";
        if (method.equals("HEAD")) {
            client.getOutputStream().write(ascii(head));
        } else {
            client.getOutputStream().write(ascii(head + "\r\n"));
            client.getOutputStream().write(body);
        }
        client.shutdownOutput();
    }

    /// Asks for the passkey, if nothing shows that the client belongs to this program. This answer
    /// is whole, because a client with an authenticator then asks again.
    private void askWhoItIs() throws IOException {
        String body =
                "This port serves the program that opened it. Its requests carry the"
                        + " Proxy-Authorization of PolicyProxySelector.authorization().\n";
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
