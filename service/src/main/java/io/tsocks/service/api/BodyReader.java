package io.tsocks.service.api;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;

/// Reads a body that fits into memory. A client that sends less than [#SLOWEST] bytes a second, on
/// average and after a moment of grace, is cut off.
final class BodyReader {

    private static final int BUFFER = 64 * 1024;
    private static final long SLOWEST = 16 * 1024;

    /// A body is copied a few times until it is a policy.
    private static final long MOST = Runtime.getRuntime().maxMemory() / 8;

    private static final BodyMemory OF_QUESTIONS = new BodyMemory(MOST, BUFFER);

    /// Those who may only ask cannot keep out a policy that is to be applied or tried.
    private static final BodyMemory OF_CHANGES = new BodyMemory(MOST, BUFFER);

    private BodyReader() {}

    /// Reads the body of a request.
    ///
    /// @param most how many bytes it may have
    static byte[] read(ServerRequest request, long most) {
        request.headers()
                .contentLength()
                .ifPresent(
                        length -> {
                            if (length > most) {
                                throw tooLarge(most);
                            }
                        });
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        boolean isChange = request.prologue().method().equals(Method.PUT);
        BodyMemory.Share memory = (isChange ? OF_CHANGES : OF_QUESTIONS).share();
        request.context().register(memory);
        Patience patience = Patience.here();
        long begin = System.nanoTime();
        var bytes = new ByteArrayOutputStream();
        try (InputStream in = request.content().inputStream()) {
            byte[] buffer = new byte[BUFFER];
            patience.expectStep();
            for (int read = part(in, buffer); read >= 0; read = part(in, buffer)) {
                memory.take(read);
                bytes.write(buffer, 0, read);
                if (bytes.size() > most) {
                    throw tooLarge(most);
                }
                Duration spent = Duration.ofNanos(System.nanoTime() - begin);
                patience.expectStepAfter(Duration.ofSeconds(bytes.size() / SLOWEST).minus(spent));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        patience.expectAnswer();
        return bytes.toByteArray();
    }

    /// Reads a part of a body.
    ///
    /// @throws ProblemException if its chunks are not chunks; the server only says so by a failure
    ///     whose message holds what was read, which may be a password
    static int part(InputStream in, byte[] buffer) throws IOException {
        try {
            return in.read(buffer);
        } catch (IllegalArgumentException | DataReader.InsufficientDataAvailableException e) {
            throw ProblemException.badRequest("the body is not in chunks, or not whole");
        }
    }

    private static ProblemException tooLarge(long most) {
        return new ProblemException(
                413, "too-large", "The body is too large", "the body may have " + most + " bytes");
    }
}
