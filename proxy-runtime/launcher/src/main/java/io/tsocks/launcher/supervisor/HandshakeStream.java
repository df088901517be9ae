package io.tsocks.launcher.supervisor;

import io.tsocks.launcher.linux.Errno;
import io.tsocks.launcher.linux.NativeSocket;
import io.tsocks.launcher.linux.Result;
import java.nio.ByteBuffer;
import java.util.Optional;

/// A program's own socket as the stream of a handshake. The program has it too, and can write to it
/// and read from it at any time; so what the handshake sends and receives is counted.
final class HandshakeStream {

    private final NativeSocket socket;
    private long sent;
    private long received;

    HandshakeStream(NativeSocket socket) {
        this.socket = socket;
    }

    /// Sends what the socket takes at once.
    ///
    /// @return 0 where nothing is left, EAGAIN where the rest has to wait, or why it failed
    int send(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            Result result = socket.send(bytes);
            if (!result.ok()) {
                return result.errno() == Errno.EINPROGRESS ? Errno.EAGAIN : result.errno();
            }
            sent += result.value();
        }
        return 0;
    }

    /// Receives what is there, as [NativeSocket#receive].
    NativeSocket.Received receive(int limit) {
        NativeSocket.Received bytes = socket.receive(limit);
        received += bytes.bytes().length;
        return bytes;
    }

    /// What somebody else has done to the connection: `wrote` or `read`; empty for nothing.
    Optional<String> disturbance() {
        if (socket.hasCarried(sent, received)) {
            return Optional.empty();
        }
        NativeSocket.Traffic traffic = socket.traffic();
        if (traffic.written() > sent) {
            return Optional.of("wrote");
        }
        return traffic.read() > received ? Optional.of("read") : Optional.empty();
    }
}
