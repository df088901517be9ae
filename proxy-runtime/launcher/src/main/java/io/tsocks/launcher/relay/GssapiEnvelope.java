package io.tsocks.launcher.relay;

import io.tsocks.protocol.Encapsulation;
import io.tsocks.protocol.GssapiException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The messages of GSSAPI (RFC 1961, section 5). They have no message for the end of the data, so
/// the end of the connection stands for it, if it does not come within a message.
final class GssapiEnvelope implements Envelope {

    /// A message with its head.
    private static final int LONGEST = 4 + 0xffff;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Encapsulation encapsulation;

    /// Bytes of the server's that are not unwrapped yet.
    private ByteBuffer arrived = NOTHING;

    private ByteBuffer output = NOTHING;
    private boolean hasEnded;
    private @Nullable String failure;

    /// @param encapsulation agreed on with the server; closed with this
    GssapiEnvelope(Encapsulation encapsulation) {
        this.encapsulation = encapsulation;
    }

    @Override
    public void seal(ByteBuffer data) {
        if (output.hasRemaining() || failure != null || !data.hasRemaining()) {
            return;
        }
        try {
            output = encapsulation.wrap(data);
        } catch (GssapiException e) {
            failure = "the data to the server cannot be protected any more: " + e.getMessage();
        }
    }

    @Override
    public void sealEnd() {}

    @Override
    public boolean endsWithConnection() {
        return true;
    }

    @Override
    public ByteBuffer output() {
        return output;
    }

    @Override
    public int needed() {
        return opened().hasRemaining() || failure != null || hasEnded ? 0 : LONGEST;
    }

    @Override
    public void receive(ByteBuffer bytes) {
        arrived = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        unwrap();
    }

    /// Unwraps until there is data, so that what it holds is never more than a message.
    private void unwrap() {
        try {
            while (arrived.hasRemaining() && !encapsulation.plaintext().hasRemaining()) {
                encapsulation.receive(arrived);
            }
        } catch (GssapiException e) {
            failure = "a message of the server cannot be trusted: " + e.getMessage();
            arrived = NOTHING;
        }
    }

    @Override
    public void endOfInput() {
        hasEnded = true;
        if (!encapsulation.isBetweenMessages() && failure == null) {
            failure = "the server closed the connection within a message, so data is missing";
        }
    }

    @Override
    public ByteBuffer opened() {
        unwrap();
        return encapsulation.plaintext();
    }

    /// While something is unread, what comes after it is not known.
    @Override
    public Input input() {
        if (failure != null && !encapsulation.plaintext().hasRemaining()) {
            return Input.BROKEN;
        }
        return hasEnded ? Input.ENDED : Input.OPEN;
    }

    @Override
    public @Nullable String failure() {
        return failure;
    }

    @Override
    public void close() {
        encapsulation.close();
    }
}
