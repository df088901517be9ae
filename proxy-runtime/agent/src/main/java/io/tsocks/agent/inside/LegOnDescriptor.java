package io.tsocks.agent.inside;

import io.tsocks.client.Leg;
import io.tsocks.client.LegDriver;
import io.tsocks.protocol.Handshake;
import io.tsocks.protocol.HandshakeState;
import io.tsocks.protocol.Phase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;

/// Connects a descriptor along legs. One thread uses it.
final class LegOnDescriptor implements LegDriver {

    private final Descriptor descriptor;
    private boolean used;
    private boolean late;

    LegOnDescriptor(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /// Whether the time was over at the end of the last leg.
    boolean isLate() {
        return late;
    }

    @Override
    public void drive(Leg leg) throws IOException {
        late = false;
        if (used) {
            descriptor.reset();
        }
        used = true;
        reach(leg);
        Optional<Handshake> handshake = leg.handshake();
        if (handshake.isPresent()) {
            speak(leg, handshake.get());
        }
    }

    private void reach(Leg leg) throws IOException {
        leg.enter(Phase.CONNECT);
        try {
            // A server on this machine has often taken the connection by now.
            boolean connected = connect(leg) || descriptor.isConnected();
            while (!connected) {
                await(leg, descriptor.jdk.writable);
                connected = descriptor.isConnected();
            }
        } catch (ClosedChannelException | LateException e) {
            throw e.getCause() instanceof IOException cause ? cause : e;
        } catch (IOException e) {
            throw leg.unreachable(e);
        }
    }

    private boolean connect(Leg leg) throws IOException {
        descriptor.checkOpen();
        return descriptor.guarded(() -> descriptor.connect(leg.address())) > 0;
    }

    /// Marks what a leg says of a deadline, so that it is not taken for an outcome of the connect.
    private static final class LateException extends IOException {

        private static final long serialVersionUID = 1;

        LateException(IOException cause) {
            super(cause);
        }
    }

    private void await(Leg leg, int event) throws IOException {
        Duration left = leg.timeLeft();
        if (!left.isPositive()) {
            late = true;
            throw new LateException(leg.late());
        }
        descriptor.await(event, left.toNanos());
        descriptor.checkOpen();
    }

    private void speak(Leg leg, Handshake handshake) throws IOException {
        try {
            while (handshake.state() instanceof HandshakeState.Negotiating(Phase phase)) {
                leg.enter(phase);
                step(leg, handshake);
            }
        } catch (LateException e) {
            throw e.getCause() instanceof IOException cause ? cause : e;
        }
        if (handshake.state() instanceof HandshakeState.Failed failed) {
            throw leg.refused(failed);
        }
    }

    /// Sends what is due, or receives what is needed. A connection that breaks counts as closed by
    /// the server.
    private void step(Leg leg, Handshake handshake) throws IOException {
        int moved;
        boolean sends = handshake.output().hasRemaining();
        try {
            moved = sends ? descriptor.write(handshake.output()) : receive(handshake);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            handshake.endOfInput();
            return;
        }
        if (moved < 0) {
            await(leg, sends ? descriptor.jdk.writable : descriptor.jdk.readable);
        }
    }

    /// @return a negative number if nothing has come
    private int receive(Handshake handshake) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(handshake.needed());
        int count = descriptor.read(in);
        if (count == Jdk.EOF) {
            handshake.endOfInput();
            return 0;
        }
        handshake.receive(in.flip());
        return count;
    }
}
