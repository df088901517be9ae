package io.tsocks.launcher.relay;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// An envelope within another one: GSSAPI with a server that is inside TLS, or behind servers that
/// are.
///
/// @param outer what goes over the connection
/// @param inner what protects the data
record NestedEnvelope(Envelope outer, GssapiEnvelope inner) implements Envelope {

    @Override
    public void seal(ByteBuffer data) {
        inner.seal(data);
    }

    /// Asked when all output is sent, so that nothing of the inner envelope is left.
    @Override
    public void sealEnd() {
        outer.sealEnd();
    }

    @Override
    public boolean endsWithConnection() {
        return outer.endsWithConnection();
    }

    @Override
    public ByteBuffer output() {
        if (inner.output().hasRemaining()) {
            outer.seal(inner.output());
        }
        return outer.output();
    }

    @Override
    public int needed() {
        feed();
        return inner.needed() == 0 ? 0 : outer.needed();
    }

    @Override
    public void receive(ByteBuffer bytes) {
        outer.receive(bytes);
        feed();
    }

    @Override
    public void endOfInput() {
        outer.endOfInput();
        feed();
    }

    @Override
    public ByteBuffer opened() {
        feed();
        return inner.opened();
    }

    /// Passes on what the outer envelope has opened, and then its end.
    private void feed() {
        while (inner.needed() > 0 && outer.opened().hasRemaining()) {
            inner.receive(outer.opened());
        }
        if (inner.needed() > 0 && outer.input() == Input.ENDED) {
            inner.endOfInput();
        }
    }

    @Override
    public Input input() {
        feed();
        boolean isOuterBroken =
                inner.input() == Input.OPEN
                        && !outer.opened().hasRemaining()
                        && outer.input() == Input.BROKEN;
        return isOuterBroken ? Input.BROKEN : inner.input();
    }

    @Override
    public @Nullable String failure() {
        return inner.failure() == null ? outer.failure() : inner.failure();
    }

    @Override
    public void close() {
        inner.close();
        outer.close();
    }
}
