package io.tsocks.launcher.relay;

import io.tsocks.launcher.relay.Flow.State;
import io.tsocks.linux.Errno;
import io.tsocks.linux.OwnSocket;
import io.tsocks.linux.Result;
import io.tsocks.linux.SocketBuffer;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// A relayed connection whose bytes are in an [Envelope] on their way to the server. It reads from
/// one side only when what it has read before is sent to the other, so a slow reader slows the
/// writer, as without a relay.
///
/// An end is only passed on to the program if the server has said it inside the envelope. If the
/// connection ends otherwise, data may be missing, and the program's connection is reset.
final class SealedPassage implements Passage {

    /// After so many moves others have their turn.
    private static final int MOVES = 16;

    /// With so much unsent, nothing more is read from a server, which may otherwise make the
    /// envelope answer without end.
    private static final int ENOUGH = 128 * 1024;

    private static final int ALL = Integer.MAX_VALUE;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final OwnSocket inner;
    private final OwnSocket outer;
    private final Envelope envelope;
    private final Consumer<String> whenBroken;
    private final SocketBuffer buffer;

    /// Bytes of the program's that the envelope has not taken yet.
    private ByteBuffer unsealed = NOTHING;

    private boolean isEndSaid;
    private State out = State.WAITING;
    private State in = State.WAITING;

    /// @param whenBroken is told why, if the envelope breaks
    /// @param buffer for this thread's calls
    SealedPassage(
            OwnSocket inner,
            OwnSocket outer,
            Envelope envelope,
            Consumer<String> whenBroken,
            SocketBuffer buffer) {
        this.whenBroken = whenBroken;
        this.inner = inner;
        this.outer = outer;
        this.envelope = envelope;
        this.buffer = buffer;
    }

    @Override
    public OwnSocket inner() {
        return inner;
    }

    @Override
    public OwnSocket outer() {
        return outer;
    }

    @Override
    public State outward() {
        return out;
    }

    @Override
    public State inward() {
        return in;
    }

    /// The envelope may need either side to go on with the other, so it looks at both.
    @Override
    public void ready(OwnSocket side, int events) {
        // Nothing to keep.
    }

    @Override
    public void move() {
        boolean moved = true;
        for (int moves = 0; moved && !isIn(State.BROKEN) && moves < MOVES; moves++) {
            boolean outward = moveOut();
            boolean inward = !isIn(State.BROKEN) && moveIn();
            moved = outward || inward;
        }
        State next = moved ? State.READY : State.WAITING;
        out = isFinal(out) ? out : next;
        in = isFinal(in) ? in : next;
    }

    private static boolean isFinal(State state) {
        return switch (state) {
            case ENDED, BROKEN -> true;
            case WAITING, READY, WITHOUT_PIPE -> false;
        };
    }

    /// @return whether there may be more to move
    private boolean moveOut() {
        if (envelope.output().hasRemaining()) {
            return send(outer, envelope.output());
        }
        if (out == State.ENDED) {
            return false;
        }
        if (unsealed.hasRemaining()) {
            seal(unsealed);
            return true;
        }
        if (isEndSaid) {
            if (envelope.endsWithConnection()) {
                outer.endWriting();
            }
            out = State.ENDED;
            return true;
        }
        return take();
    }

    private boolean take() {
        Result count = buffer.receive(inner, ALL);
        if (!count.ok()) {
            return trouble(count.errno());
        }
        if (count.value() == 0) {
            envelope.sealEnd();
            isEndSaid = true;
        } else {
            ByteBuffer taken = buffer.received(count);
            seal(taken);
            unsealed = taken.hasRemaining() ? copy(taken) : NOTHING;
        }
        return true;
    }

    private void seal(ByteBuffer data) {
        int before = data.remaining();
        envelope.seal(data);
        if (data.remaining() == before && !envelope.output().hasRemaining()) {
            // The server takes no more, and the program goes on.
            breakEnvelope();
        }
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    }

    private boolean moveIn() {
        if (in == State.ENDED) {
            return false;
        }
        if (envelope.opened().hasRemaining()) {
            return send(inner, envelope.opened());
        }
        return switch (envelope.input()) {
            case OPEN -> envelope.output().remaining() < ENOUGH && receive();
            case ENDED -> {
                inner.endWriting();
                in = State.ENDED;
                yield true;
            }
            case BROKEN -> {
                breakEnvelope();
                yield false;
            }
        };
    }

    private boolean receive() {
        int needed = envelope.needed();
        if (needed == 0) {
            return false;
        }
        Result count = buffer.receive(outer, needed);
        if (!count.ok()) {
            return trouble(count.errno());
        }
        if (count.value() == 0) {
            envelope.endOfInput();
        } else {
            envelope.receive(buffer.received(count));
        }
        return true;
    }

    private boolean send(OwnSocket to, ByteBuffer bytes) {
        Result sent = buffer.send(to, bytes);
        return sent.ok() || trouble(sent.errno());
    }

    private boolean trouble(int errno) {
        if (errno != Errno.EAGAIN) {
            breakOff();
        }
        return false;
    }

    private void breakEnvelope() {
        String failure = envelope.failure();
        if (failure != null) {
            whenBroken.accept(failure);
        }
        breakOff();
    }

    @Override
    public void breakOff() {
        out = State.BROKEN;
    }

    @Override
    public void release() {
        unsealed = NOTHING;
        envelope.close();
    }
}
