package io.tsocks.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/// Carries bytes between two sockets until both sides have ended.
final class Relay {

    private Relay() {}

    /// Carries in both directions, in this thread and one more, and closes both sockets.
    ///
    /// @param fromClient the client's input, of which some may have been read already
    /// @param fromTarget the same for the target
    static void run(Socket client, InputStream fromClient, Socket target, InputStream fromTarget)
            throws IOException {
        try (client;
                target) {
            Thread back =
                    Thread.ofVirtual().name("tsocks-relay").start(() -> carry(fromTarget, client));
            carry(fromClient, target);
            back.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Carries one direction. An orderly end is passed on as one. A broken connection breaks the
    /// other one, so that neither side waits for bytes that will not come.
    private static void carry(InputStream from, Socket to) {
        try {
            from.transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // The socket was to be closed, and no more can be done.
        }
    }
}
