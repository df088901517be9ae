package io.tsocks.launcher.relay;

import io.tsocks.protocol.Tls;
import io.tsocks.protocol.TlsFailure;
import io.tsocks.protocol.TlsState;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// TLS with a server, or with several inside each other. What TLS itself has to do after its
/// handshake, such as a change of keys, is little and done at once.
///
/// @param tls open
record TlsEnvelope(Tls tls) implements Envelope {

    @Override
    public void seal(ByteBuffer data) {
        tls.runTasks();
        tls.send(data);
    }

    @Override
    public void sealEnd() {
        tls.closeOutput();
    }

    @Override
    public boolean endsWithConnection() {
        return false;
    }

    @Override
    public @Nullable String failure() {
        return tls.state() instanceof TlsState.Failed(TlsFailure why) ? why.message() : null;
    }

    @Override
    public void close() {}

    @Override
    public ByteBuffer output() {
        tls.runTasks();
        return tls.output();
    }

    @Override
    public int needed() {
        tls.runTasks();
        return tls.needed();
    }

    @Override
    public void receive(ByteBuffer bytes) {
        tls.receive(bytes);
    }

    @Override
    public void endOfInput() {
        tls.endOfInput();
    }

    @Override
    public ByteBuffer opened() {
        tls.runTasks();
        return tls.plaintext();
    }

    @Override
    public Input input() {
        return switch (tls.state()) {
            case TlsState.Handshaking _, TlsState.Open _ -> Input.OPEN;
            case TlsState.HalfClosed(TlsState.Side side) ->
                    side == TlsState.Side.PEER ? Input.ENDED : Input.OPEN;
            case TlsState.Closed _ -> Input.ENDED;
            case TlsState.Failed _ -> Input.BROKEN;
        };
    }
}
