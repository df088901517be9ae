package io.tsocks.client;

import io.tsocks.client.time.Deadline;
import io.tsocks.protocol.Handshake;
import io.tsocks.protocol.HandshakeState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/// Drives a handshake over a socket. One thread uses it.
final class Dialogue {

    private final TimedSocket socket;
    private final Handshake handshake;
    private @Nullable IOException broken;

    Dialogue(TimedSocket socket, Handshake handshake) {
        this.socket = socket;
        this.handshake = handshake;
    }

    /// Drives the handshake to its end, or for BIND to the next reply, with the deadline of each
    /// phase.
    ///
    /// @throws DeadlineException if a deadline passes; the progress knows the phase
    HandshakeState run(Progress progress) throws IOException {
        HandshakeState before = handshake.state();
        while (true) {
            switch (handshake.state()) {
                case HandshakeState.Negotiating(var phase) -> progress.enter(phase);
                case HandshakeState.Established established -> {
                    return established;
                }
                case HandshakeState.Failed failed -> {
                    return failed;
                }
                case HandshakeState.Listening listening -> {
                    if (!listening.equals(before)) {
                        return listening;
                    }
                }
            }
            step(progress.deadline());
        }
    }

    /// Sends the bytes that are due; if there are none, reads the bytes that are needed. A broken
    /// connection counts as closed by the server.
    void step(Deadline deadline) throws IOException {
        try {
            runTasks();
            if (handshake.state().isOver()) {
                return;
            }
            if (handshake.output().hasRemaining()) {
                socket.write(handshake.output(), deadline);
                return;
            }
            ByteBuffer in = ByteBuffer.allocate(handshake.needed());
            if (socket.read(in, deadline)) {
                handshake.receive(in.flip());
            } else {
                handshake.endOfInput();
            }
        } catch (DeadlineException | ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            broken = e;
            handshake.endOfInput();
        }
    }

    /// Runs the calls of a login, which keep to the deadline themselves.
    private void runTasks() {
        for (var task = handshake.task(); task.isPresent(); task = handshake.task()) {
            task.get().run();
            handshake.resume();
        }
    }

    /// The failure that broke the connection; null if it did not break.
    @Nullable IOException broken() {
        return broken;
    }
}
