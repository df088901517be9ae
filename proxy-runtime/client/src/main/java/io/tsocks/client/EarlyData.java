package io.tsocks.client;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;

/// The application's first bytes, given before the connection exists.
final class EarlyData {

    private static final int LONGEST = 16 * 1024;

    private final byte[] bytes;

    /// @throws IllegalArgumentException if there are more than 16384
    EarlyData(byte[] bytes) {
        if (bytes.length > LONGEST) {
            throw new IllegalArgumentException(
                    "early data has at most " + LONGEST + " bytes, not " + bytes.length);
        }
        this.bytes = bytes;
    }

    /// The bytes, for a handshake that may send them with its request.
    ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes);
    }

    /// Sends the bytes on the connection, unless the handshake has sent them. Closes the socket if
    /// that fails.
    void sendUnlessSent(Connection connection, Socket socket) throws IOException {
        if (connection.earlySent() || bytes.length == 0) {
            return;
        }
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
