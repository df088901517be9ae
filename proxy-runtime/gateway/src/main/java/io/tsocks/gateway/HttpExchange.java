package io.tsocks.gateway;

import io.tsocks.protocol.HttpRequestLine;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One request to one target, and its response. Clients keep a connection to a proxy for requests
/// to any host, so exactly one request goes to this target, whatever it says about staying
/// connected, and the client is told that the connection ends.
final class HttpExchange {

    /// How long a client may take to notice that all is said. To close while it still sends would
    /// have its kernel forget the response.
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    /// How many responses may say that the response is still to come. A target could send them for
    /// ever.
    private static final int MOST_INTERIM = 100;

    private final HttpRequest request;
    private final Socket client;
    private final InputStream fromClient;
    private final Socket target;

    /// Owned by the thread that runs this; true once the client has seen part of a response.
    private boolean answered;

    /// Reads what the client sends; owned by the thread that runs this, null before it starts.
    private @Nullable Thread sending;

    /// Why the client's body cannot be sent on, written by the thread that sends it.
    private volatile @Nullable HttpProblem inBody;

    /// @param fromClient what the client sends after the head
    HttpExchange(HttpRequest request, Socket client, InputStream fromClient, Socket target) {
        this.request = request;
        this.client = client;
        this.fromClient = fromClient;
        this.target = target;
    }

    /// Returns when it is over; the caller closes both sockets.
    ///
    /// @throws HttpProblem if the client can still be told so
    void run() throws IOException {
        try {
            InputStream fromTarget = new BufferedInputStream(target.getInputStream());
            target.getOutputStream().write(ascii(request.forwarded()));
            Thread reader = Thread.ofVirtual().name("tsocks-relay").start(this::send);
            sending = reader;
            HttpResponse response = receiveHead(fromTarget);
            if (response.isSwitch()) {
                upgrade(response, fromTarget, reader);
            } else {
                receive(response, fromTarget);
                target.close();
                client.shutdownOutput();
                reader.join(FAREWELL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            giveUp(e);
        }
    }

    /// After [#run]: waits until nobody here reads any more what the client sends.
    ///
    /// @return false where somebody still does
    boolean leavesClient(Duration patience) {
        Thread reader = sending;
        try {
            return reader == null || reader.join(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// The body, and then nothing: what else the client sends is for nobody. With another protocol
    /// agreed on, it is for the relay.
    private void send() {
        try {
            OutputStream out = new Forgiving(target.getOutputStream());
            request.body().copy(fromClient, out);
            if (!request.isUpgrade()) {
                fromClient.transferTo(OutputStream.nullOutputStream());
                target.shutdownOutput();
            }
        } catch (IOException e) {
            inBody = e instanceof HttpProblem problem ? problem : null;
            close(target);
        }
    }

    private HttpResponse receiveHead(InputStream fromTarget) throws IOException {
        HttpResponse response = HttpResponse.read(fromTarget);
        for (int interim = 1; response.isInterim(); interim++) {
            if (interim > MOST_INTERIM) {
                throw HttpProblem.badRequest("more than " + MOST_INTERIM + " interim responses");
            }
            if (!request.version().equals(HttpRequestLine.VERSION_1_0)) {
                write(response.forwarded());
            }
            response = HttpResponse.read(fromTarget);
        }
        return response;
    }

    private void receive(HttpResponse response, InputStream fromTarget) throws IOException {
        HttpBody responseBody =
                HttpBody.ofResponse(response.fields(), response.status(), request.method());
        answered = true;
        write(response.forwarded());
        responseBody.copy(fromTarget, client.getOutputStream());
    }

    private void upgrade(HttpResponse response, InputStream fromTarget, Thread sending)
            throws IOException, InterruptedException {
        if (!request.isUpgrade()) {
            throw HttpProblem.badRequest(
                    "the response switches to a protocol that the request did not ask for");
        }
        sending.join();
        answered = true;
        write(response.switched());
        Relay.run(client, fromClient, target, fromTarget);
    }

    /// What is told to a client that has seen nothing yet; else the connection is broken, because
    /// its orderly end could be taken for the response's.
    private void giveUp(IOException reason) throws IOException {
        if (answered) {
            client.setSoLinger(true, 0);
            throw new IOException("the response was cut short", reason);
        }
        HttpProblem ofClient = inBody;
        throw ofClient != null
                ? ofClient
                : new HttpProblem(
                        "502 Bad Gateway",
                        reason instanceof HttpProblem
                                ? ProxyError.PROTOCOL
                                : ProxyError.RESPONSE_INCOMPLETE,
                        request.target().address() + ": " + reason.getMessage());
    }

    private void write(String head) throws IOException {
        client.getOutputStream().write(ascii(head));
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It was to be closed, and nobody can do more.
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// A target that takes no more of a body may have answered already, so that is no failure.
    private static final class Forgiving extends OutputStream {

        private final OutputStream out;
        private boolean broken;

        Forgiving(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                if (!broken) {
                    out.write(bytes, offset, length);
                }
            } catch (IOException e) {
                broken = true;
            }
        }
    }
}
