package io.tsocks.gateway;

import io.tsocks.protocol.HttpRequestLine;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One request to one target, and its response. Clients use a connection to a proxy for requests to
/// any host. So exactly one request goes to this target, whatever the target says about keeping the
/// connection, and the client is told that the connection ends.
final class HttpExchange {

    /// How long a client may take to notice the end of the response. If the socket were closed
    /// while the client still sends, its kernel would discard the response.
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    /// The most interim responses. A target could send them for ever.
    private static final int MOST_INTERIM = 100;

    private final HttpRequest request;
    private final Duplex client;
    private final InputStream fromClient;
    private final Duplex target;

    /// Whether the client has seen part of a response; owned by the thread that runs this.
    private boolean answered;

    /// The thread that reads from the client, null before it starts; owned by the thread that runs
    /// this.
    private @Nullable Thread sending;

    /// Why the client's body cannot be sent on; written by the thread that sends it.
    private volatile @Nullable HttpProblem inBody;

    /// @param fromClient the client's input after the head
    HttpExchange(HttpRequest request, Duplex client, InputStream fromClient, Duplex target) {
        this.request = request;
        this.client = client;
        this.fromClient = fromClient;
        this.target = target;
    }

    /// Runs the exchange, and returns when it is over. The caller closes both sides.
    ///
    /// @throws HttpProblem if it fails while the client can still be told so
    void run() throws IOException {
        try {
            InputStream fromTarget = new BufferedInputStream(target.input());
            target.output().write(ascii(request.forwarded()));
            Thread reader = Thread.ofVirtual().name("tsocks-relay").start(this::send);
            sending = reader;
            HttpResponse response = receiveHead(fromTarget);
            if (response.isSwitch()) {
                upgrade(response, fromTarget, reader);
            } else {
                receive(response, fromTarget);
                target.close();
                client.endOutput();
                reader.join(FAREWELL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            giveUp(e);
        }
    }

    /// Waits, after [#run], until no thread of the exchange reads from the client any more.
    ///
    /// @return false if one still does
    boolean leavesClient(Duration patience) {
        Thread reader = sending;
        try {
            return reader == null || reader.join(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Sends the body and nothing after it: other bytes from the client are discarded. If another
    /// protocol is agreed on, they go to the relay.
    private void send() {
        try {
            OutputStream out = new Forgiving(target.output());
            request.body().copy(fromClient, out);
            if (!request.isUpgrade()) {
                fromClient.transferTo(OutputStream.nullOutputStream());
                target.endOutput();
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
        responseBody.copy(fromTarget, client.output());
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
        boolean ignored = Relay.run(client, fromClient, target, fromTarget);
    }

    /// Throws the failure if the client has seen nothing yet. Otherwise breaks the connection,
    /// because its orderly end could be taken for the end of the response.
    private void giveUp(IOException reason) throws IOException {
        if (answered) {
            client.breakOff();
            throw new IOException("the response was cut short", reason);
        }
        HttpProblem ofClient = inBody;
        throw ofClient != null ? ofClient : badGateway(reason);
    }

    private HttpProblem badGateway(IOException reason) {
        return new HttpProblem(
                "502 Bad Gateway",
                reason instanceof HttpProblem
                        ? ProxyError.PROTOCOL
                        : ProxyError.RESPONSE_INCOMPLETE,
                request.target().address() + ": " + reason.getMessage());
    }

    private void write(String head) throws IOException {
        client.output().write(ascii(head));
    }

    private static void close(Duplex side) {
        try {
            side.close();
        } catch (IOException e) {
            // The side was to be closed, and no more can be done.
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// A stream that ignores failures: a target that takes no more of a body may have answered
    /// already.
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
