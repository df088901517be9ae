package io.tsocks.linux;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/// A secret that the supervisor of one run and the programs below it share, and no other supervisor
/// knows.
///
/// A tsocks that finds a listener above it sends the first half of the secret, by a call that only
/// tsocks understands, and asks for the second half. No other supervisor can give the answer, so a
/// variable left over from another run does not confirm anything.
///
/// @param question the first half; 64 bits
/// @param answer the second half, which the run's supervisor answers: [#LEAST_ANSWER] or more,
///     which no kernel, and no emulation of one, returns from a connect
public record RunSecret(long question, long answer) {

    private static final byte[] MARK = "tsocks?\0".getBytes(US_ASCII);
    private static final int HALF = 16;
    private static final long LEAST_ANSWER = 1L << 62;

    /// The descriptor that a question is asked about; the kernel's own answer is EBADF.
    private static final int NO_SOCKET = -1;

    /// The length of a question in bytes.
    public static final int SIZE = MARK.length + Long.BYTES;

    /// A new random secret.
    static RunSecret fresh() {
        try (InputStream random = Files.newInputStream(Path.of("/dev/urandom"))) {
            ByteBuffer bytes = ByteBuffer.wrap(random.readNBytes(2 * Long.BYTES));
            return new RunSecret(bytes.getLong(), LEAST_ANSWER | bytes.getLong() >>> 2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The form in the environment of the run's programs: 32 hexadecimal digits.
    public String text() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(question) + hex.toHexDigits(answer);
    }

    /// Whether the supervisor above the calling thread is the one with this secret.
    ///
    /// @param text the value of the environment variable; may be any text, since any program may
    ///     have set it
    public static boolean isOfSupervisorAbove(String text) {
        try {
            RunSecret secret = parse(text);
            if (secret.answer() < LEAST_ANSWER) {
                return false;
            }
            long question = Scratch.with(secret.message()).address();
            Result answer = Kernel.ofThisProcess().call(Syscall.CONNECT, NO_SOCKET, question, SIZE);
            return answer.ok() && answer.value() == secret.answer();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return false;
        }
    }

    private static RunSecret parse(String text) {
        return new RunSecret(
                HexFormat.fromHexDigitsToLong(text, 0, HALF),
                HexFormat.fromHexDigitsToLong(text, HALF, text.length()));
    }

    /// Whether a connect may be a question.
    public static boolean mayBeAsked(long descriptor, long length) {
        return (int) descriptor == NO_SOCKET && (int) length == SIZE;
    }

    /// Whether these bytes are the question of this run.
    public boolean isAskedBy(byte[] message) {
        return Arrays.equals(message, message());
    }

    private byte[] message() {
        return ByteBuffer.allocate(SIZE).put(MARK).putLong(question).array();
    }
}
