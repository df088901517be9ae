package io.tsocks.client;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/// How long one read of a program may take, which may need many reads of the socket below: a peer
/// that sends one byte after another cannot make it last.
///
/// @param isLimited whether there is a limit
/// @param end when the time is over, on the clock of `System.nanoTime()`
record ReadLimit(boolean isLimited, long end) {

    /// @param millis as SO_TIMEOUT has it: 0 for no limit
    static ReadLimit of(int millis) {
        return new ReadLimit(millis > 0, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /// Gives the next read of a socket the time that is left.
    ///
    /// @throws SocketTimeoutException if there is none
    void applyTo(Socket socket) throws IOException {
        long left = isLimited ? end - System.nanoTime() : 0;
        if (isLimited && left <= 0) {
            throw new SocketTimeoutException("Read timed out");
        }
        int millis = (int) TimeUnit.NANOSECONDS.toMillis(left);
        socket.setSoTimeout(isLimited ? Math.max(1, millis) : 0);
    }
}
