package io.tsocks.protocol;

import io.tsocks.net.Protection;
import io.tsocks.protocol.Authentication.Gssapi;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The negotiation of RFC 1961, sections 3 and 4: tokens until the context is established, then the
/// level of protection. The server answers each token, with an empty one if it has nothing to say.
final class GssapiNegotiation {

    private static final String TOO_EARLY = "the server ended the exchange of tokens too early";

    private final GssapiContext context;
    private final Protection wanted;
    private FrameReader frame = new FrameReader();
    private boolean levelSent;
    private @Nullable GssapiStep step;
    private @Nullable Encapsulation result;

    GssapiNegotiation(Gssapi method) {
        this.context = method.context();
        this.wanted = method.protection();
    }

    /// Begins with the first message, which [#task] makes.
    void start() {
        step = new GssapiStep(this::first);
    }

    private ByteBuffer first() throws GssapiException {
        return FrameReader.write(FrameReader.TOKEN, context.next(new byte[0]));
    }

    /// The call of the context without which nothing goes on; empty if there is none.
    Optional<Runnable> task() {
        GssapiStep due = step;
        return due == null || due.isDone() ? Optional.empty() : Optional.of(due);
    }

    int needed() {
        return step == null ? frame.needed() : 0;
    }

    /// Takes at most the bytes needed.
    void take(ByteBuffer in) throws GssapiException {
        if (!frame.take(in)) {
            return;
        }
        FrameReader complete = frame;
        frame = new FrameReader();
        byte[] body = complete.body(levelSent ? FrameReader.LEVEL : FrameReader.TOKEN);
        step = new GssapiStep(levelSent ? () -> conclude(body) : () -> answer(body));
    }

    /// Goes on after a [#task] was run.
    ///
    /// @return the bytes to send now; null if there are none
    @Nullable ByteBuffer resume() throws GssapiException {
        GssapiStep done = step;
        if (done == null || !done.isDone()) {
            return null;
        }
        step = null;
        return done.message();
    }

    private @Nullable ByteBuffer conclude(byte[] body) throws GssapiException {
        result = new Encapsulation(context, agreed(body));
        return null;
    }

    /// The encapsulation agreed on; null until then.
    @Nullable Encapsulation result() {
        return result;
    }

    /// An empty token begins anew in the context, and would be taken for the user's own fault.
    private ByteBuffer answer(byte[] token) throws GssapiException {
        if (token.length == 0 && !context.isEstablished()) {
            throw new GssapiException(TOO_EARLY);
        }
        byte[] next = context.isEstablished() ? new byte[0] : context.next(token);
        if (next.length > 0) {
            return FrameReader.write(FrameReader.TOKEN, next);
        }
        if (!context.isEstablished()) {
            throw new GssapiException(TOO_EARLY);
        }
        levelSent = true;
        byte[] level = {(byte) wanted.level()};
        return FrameReader.write(FrameReader.LEVEL, context.wrap(level, false));
    }

    private Protection agreed(byte[] body) throws GssapiException {
        byte[] level = context.unwrap(body, false);
        for (Protection protection : Protection.values()) {
            if (level.length == 1
                    && level[0] == protection.level()
                    && protection.level() >= wanted.level()) {
                return protection;
            }
        }
        throw new GssapiException("the server does not agree to " + wanted.word());
    }
}
