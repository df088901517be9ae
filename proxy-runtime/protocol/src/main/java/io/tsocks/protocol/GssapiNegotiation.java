package io.tsocks.protocol;

import io.tsocks.protocol.Authentication.Gssapi;
import io.tsocks.protocol.Authentication.Protection;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The negotiation of RFC 1961, sections 3 and 4: tokens until the context is established, then the
/// level of protection. The server answers each token, with an empty one if it has nothing to say.
final class GssapiNegotiation {

    private final GssapiContext context;
    private final Protection wanted;
    private FrameReader frame = new FrameReader();
    private boolean levelSent;
    private @Nullable Encapsulation result;

    GssapiNegotiation(Gssapi method) {
        this.context = method.context();
        this.wanted = method.protection();
    }

    /// The first message.
    ByteBuffer start() throws GssapiException {
        return FrameReader.write(FrameReader.TOKEN, context.next(new byte[0]));
    }

    int needed() {
        return frame.needed();
    }

    /// Takes at most the bytes needed.
    ///
    /// @return the bytes to send now; null if there are none
    @Nullable ByteBuffer take(ByteBuffer in) throws GssapiException {
        if (!frame.take(in)) {
            return null;
        }
        FrameReader complete = frame;
        frame = new FrameReader();
        if (levelSent) {
            result = new Encapsulation(context, agreed(complete.body(FrameReader.LEVEL)));
            return null;
        }
        return answer(complete.body(FrameReader.TOKEN));
    }

    /// The encapsulation agreed on; null until then.
    @Nullable Encapsulation result() {
        return result;
    }

    private ByteBuffer answer(byte[] token) throws GssapiException {
        byte[] next = context.isEstablished() ? new byte[0] : context.next(token);
        if (next.length > 0) {
            return FrameReader.write(FrameReader.TOKEN, next);
        }
        if (!context.isEstablished()) {
            throw new GssapiException("the server ended the exchange of tokens too early");
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
        throw new GssapiException("the server does not agree to " + wanted);
    }
}
