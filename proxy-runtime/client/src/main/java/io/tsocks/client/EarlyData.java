package io.tsocks.client;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;

/// The application's first bytes, given before there is a connection.
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

    /// For a handshake that may take them along.
    ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes);
    }

    /// Sends them on the connection, if no handshake has taken them along; closes a socket that
    /// does not take them.
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
