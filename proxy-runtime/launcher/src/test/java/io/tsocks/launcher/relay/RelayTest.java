package io.tsocks.launcher.relay;

import io.tsocks.linux.OwnSocket;
import java.net.Socket;

/// Bytes that travel as they are.
class RelayTest extends RelayedConnections {

    @Override
    int many() {
        return 1_000;
    }

    @Override
    Socket relay(OwnSocket inner, OwnSocket outer, Socket carrier) {
        relay.take(inner, outer);
        return carrier;
    }
}
