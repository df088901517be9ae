package io.tsocks.gateway;

import java.io.IOException;
import java.io.InputStream;

/// Carries bytes between two sides until both have ended.
final class Relay {

    private Relay() {}

    /// Carries in both directions, in this thread and one more, and closes both sides.
    ///
    /// @param fromClient the client's input, of which some may have been read already
    /// @param fromTarget the same for the target
    /// @return whether both sides have ended in order
    static boolean run(Duplex client, InputStream fromClient, Duplex target, InputStream fromTarget)
            throws IOException {
        boolean[] inOrder = new boolean[1];
        try (client;
                target) {
            Thread back =
                    Thread.ofVirtual()
                            .name("tsocks-relay")
                            .start(() -> inOrder[0] = carry(fromTarget, client));
            boolean isUpInOrder = carry(fromClient, target);
            back.join();
            return isUpInOrder && inOrder[0];
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Carries one direction. An orderly end is passed on as one. A broken connection breaks the
    /// other one, so that neither side waits for bytes that will not come.
    private static boolean carry(InputStream from, Duplex to) {
        try {
            from.transferTo(to.output());
            to.endOutput();
            return true;
        } catch (IOException e) {
            breakOff(to);
            return false;
        }
    }

    private static void breakOff(Duplex side) {
        try (side) {
            side.breakOff();
        } catch (IOException e) {
            // The side was to be closed, and no more can be done.
        }
    }
}
