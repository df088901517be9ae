package io.tsocks.service.api;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/// Answers a stream of lines by a stream of lines, in the same order. The lines are answered in
/// pieces as they come, on all processors; neither stream is ever in memory as a whole.
final class RouteBatch implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;
    private static final int LONGEST_LINE = 8 * 1024;

    /// How many pieces of one stream are answered at once, or wait to be written.
    private static final int MOST_PIECES = 2 * Runtime.getRuntime().availableProcessors();

    private final ExecutorService workers =
            Executors.newFixedThreadPool(
                    Runtime.getRuntime().availableProcessors(),
                    Thread.ofPlatform().daemon().name("tsocksd-batch-", 1).factory());

    /// Answers the body of a request.
    ///
    /// @param answering makes the answers of whole lines
    void answer(ServerRequest request, ServerResponse response, UnaryOperator<byte[]> answering)
            throws Exception {
        response.header(Replies.NDJSON);
        Patience patience = Patience.here();
        ArrayDeque<Future<byte[]>> pieces = new ArrayDeque<>();
        try (InputStream in = request.content().inputStream();
                OutputStream out = response.outputStream()) {
            Lines lines = new Lines(in);
            patience.expectStep();
            for (byte[] piece = lines.next(); piece.length > 0; piece = lines.next()) {
                byte[] whole = piece;
                pieces.add(workers.submit(() -> answering.apply(whole)));
                while (!pieces.isEmpty()
                        && (pieces.size() >= MOST_PIECES || pieces.getFirst().isDone())) {
                    write(pieces.removeFirst(), out, patience);
                }
                if (!lines.hasMore()) {
                    writeAll(pieces, out, patience);
                    out.flush();
                }
                patience.expectStep();
            }
            writeAll(pieces, out, patience);
        } finally {
            pieces.forEach(piece -> piece.cancel(true));
        }
    }

    private static void writeAll(
            ArrayDeque<Future<byte[]>> pieces, OutputStream out, Patience patience)
            throws IOException, InterruptedException, ExecutionException {
        while (!pieces.isEmpty()) {
            write(pieces.removeFirst(), out, patience);
        }
    }

    private static void write(Future<byte[]> piece, OutputStream out, Patience patience)
            throws IOException, InterruptedException, ExecutionException {
        byte[] answers = piece.get();
        patience.expectStep();
        out.write(answers);
    }

    /// A stream in pieces of whole lines.
    private static final class Lines {

        private final InputStream in;
        private final byte[] buffer = new byte[BUFFER];
        private final ByteArrayOutputStream rest = new ByteArrayOutputStream();

        Lines(InputStream in) {
            this.in = in;
        }

        /// Whether more can be read without waiting.
        boolean hasMore() throws IOException {
            return in.available() > 0;
        }

        /// The next lines, at least one; empty at the end.
        byte[] next() throws IOException {
            while (true) {
                int read = BodyReader.part(in, buffer);
                if (read < 0) {
                    return take(new byte[0], 0);
                }
                int end = read;
                while (end > 0 && buffer[end - 1] != '\n') {
                    end--;
                }
                if (end > 0) {
                    byte[] lines = take(buffer, end);
                    rest.write(buffer, end, read - end);
                    return lines;
                }
                rest.write(buffer, 0, read);
                if (rest.size() > LONGEST_LINE) {
                    throw ProblemException.badRequest("a line may have " + LONGEST_LINE + " bytes");
                }
            }
        }

        private byte[] take(byte[] more, int length) {
            byte[] start = rest.toByteArray();
            byte[] lines = Arrays.copyOf(start, start.length + length);
            System.arraycopy(more, 0, lines, start.length, length);
            rest.reset();
            return lines;
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
