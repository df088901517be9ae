package io.tsocks.gateway;

import io.tsocks.client.time.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// A client of a bridge that has not shown yet that it belongs to this program. It may belong to
/// any user of the machine, so all its input has to come within one deadline, in however many
/// pieces.
final class Stranger {

    private final Socket socket;
    private final Deadline deadline;
    private final InputStream input = new Input();

    /// Written by the thread that serves the client, and read by all threads that read its input.
    private volatile boolean isAdmitted;

    /// How many others made it leave; 0 if none did. Written by the thread that accepts clients,
    /// before it wakes the one that reads.
    private volatile int displacedBy;

    Stranger(Socket socket, Duration patience) {
        this.socket = socket;
        this.deadline = Deadline.in(patience);
    }

    Socket socket() {
        return socket;
    }

    /// The client's input. Reading fails with an [HttpProblem] if the client was displaced or is
    /// late. Once it is admitted, the socket's own timeout counts.
    InputStream input() {
        return input;
    }

    /// How long its input may still take.
    Duration timeLeft() {
        return Duration.ofNanos(deadline.nanosLeft());
    }

    /// Ends its time as a stranger.
    ///
    /// @param timeout the timeout of its socket from now on
    void admit(Duration timeout) throws IOException {
        isAdmitted = true;
        socket.setSoTimeout((int) timeout.toMillis());
    }

    /// Makes room for others: the client's input is no longer read, and the client is told so.
    ///
    /// @param most how many others there may be
    void displace(int most) {
        displacedBy = most;
        try {
            socket.shutdownInput();
        } catch (IOException e) {
            // The client has gone already.
        }
    }

    HttpProblem displaced() {
        return new HttpProblem(
                "503 Service Unavailable",
                ProxyError.REQUEST_DENIED,
                "more than "
                        + displacedBy
                        + " clients have not shown who they are; send the whole request at once");
    }

    private HttpProblem late() {
        return new HttpProblem(
                "408 Request Timeout",
                "no whole request within " + Deadline.text(deadline.limit()));
    }

    private final class Input extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (isAdmitted) {
                return socket.getInputStream().read(bytes, offset, length);
            }
            int read = readInTime(bytes, offset, length);
            if (displacedBy > 0) {
                throw displaced();
            }
            return read;
        }

        private int readInTime(byte[] bytes, int offset, int length) throws IOException {
            if (displacedBy > 0) {
                return -1;
            }
            if (deadline.hasPassed()) {
                throw late();
            }
            socket.setSoTimeout((int) deadline.millisLeft());
            try {
                return socket.getInputStream().read(bytes, offset, length);
            } catch (SocketTimeoutException e) {
                throw late();
            }
        }
    }
}
