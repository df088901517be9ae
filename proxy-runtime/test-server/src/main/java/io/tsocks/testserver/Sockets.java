package io.tsocks.testserver;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Closes sockets that are given up anyway, and ignores errors.
final class Sockets {

    private Sockets() {}

    static void close(@Nullable Closeable... sockets) {
        for (Closeable socket : sockets) {
            try {
                if (socket != null) {
                    socket.close();
                }
            } catch (IOException e) {
                // The error does not matter to anyone.
            }
        }
    }
}
