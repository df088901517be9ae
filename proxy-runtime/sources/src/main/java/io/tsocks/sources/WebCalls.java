package io.tsocks.sources;

import io.tsocks.client.tls.TlsContexts;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Requests whose whole answer has to arrive in time.
final class WebCalls implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /// More than the largest policy that can be used.
    private static final int MOST_BYTES = 64 << 20;

    private final HttpClient client;

    private WebCalls(HttpClient client) {
        this.client = client;
    }

    /// An answer.
    static final class Answer {
        private final int status;
        private final HttpHeaders headers;
        private final byte[] body;

        private Answer(int status, HttpHeaders headers, byte[] body) {
            this.status = status;
            this.headers = headers;
            this.body = body;
        }

        int status() {
            return status;
        }

        Optional<String> header(String name) {
            return headers.firstValue(name);
        }

        byte[] body() {
            return body;
        }
    }

    /// Reads an answer that may not end.
    @FunctionalInterface
    interface Reading<T> {
        T read(InputStream body) throws IOException;
    }

    /// @throws IOException if a file of the address cannot be used
    static WebCalls to(SourceAddress address) throws IOException {
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .connectTimeout(CONNECT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .proxy(HttpClient.Builder.NO_PROXY);
        if (address.kind().webScheme().equals("https")) {
            builder.sslContext(
                    TlsContexts.of(
                            address.setting(SourceAddress.Setting.CA).map(Path::of),
                            address.setting(SourceAddress.Setting.CLIENT).map(Path::of)));
        }
        return new WebCalls(builder.build());
    }

    /// Sends a request, and reads its whole answer.
    ///
    /// @throws IOException if that takes longer, or fails
    Answer send(HttpRequest request, Duration deadline) throws IOException, InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        HttpResponse<InputStream> response = begin(request, deadline);
        byte[] body =
                read(
                        response.body(),
                        Duration.ofNanos(Math.max(1, end - System.nanoTime())),
                        in -> in.readNBytes(MOST_BYTES + 1));
        if (body.length > MOST_BYTES) {
            throw new IOException("the answer has more than " + MOST_BYTES + " bytes");
        }
        return new Answer(response.statusCode(), response.headers(), body);
    }

    /// Sends a request, and waits for the begin of the answer. The body has to be closed.
    HttpResponse<InputStream> begin(HttpRequest request, Duration deadline)
            throws IOException, InterruptedException {
        var future = client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        try {
            return future.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            future.cancel(true);
            throw new IOException("no answer within " + deadline.toSeconds() + " seconds", e);
        } catch (InterruptedException e) {
            future.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw failed(e);
        }
    }

    private static IOException failed(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        boolean isSilent = cause instanceof ConnectException && cause.getMessage() == null;
        String why = isSilent ? "the connection is refused" : String.valueOf(cause.getMessage());
        return new IOException(why, cause);
    }

    /// Reads from a body, and closes it, at the deadline at the latest.
    ///
    /// @throws InterruptedIOException at the deadline
    static <T> T read(InputStream body, Duration deadline, Reading<T> reading) throws IOException {
        var isLate = new AtomicBoolean();
        CompletableFuture<Void> guard =
                CompletableFuture.runAsync(
                        () -> {
                            isLate.set(true);
                            close(body);
                        },
                        CompletableFuture.delayedExecutor(
                                deadline.toNanos(), TimeUnit.NANOSECONDS));
        try (body) {
            return reading.read(body);
        } catch (IOException e) {
            if (isLate.get()) {
                InterruptedIOException late =
                        new InterruptedIOException("the answer did not end in time");
                late.initCause(e);
                throw late;
            }
            throw e;
        } finally {
            guard.cancel(false);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException ignored) {
            // what is read from it has ended, which was the purpose
        }
    }

    /// Ends all requests.
    @Override
    public void close() {
        client.shutdownNow();
    }
}
