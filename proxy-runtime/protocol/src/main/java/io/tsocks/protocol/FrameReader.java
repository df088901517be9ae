package io.tsocks.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Reads one GSSAPI message (RFC 1961, sections 3.2 and 5): version, type, and, unless the type is
/// the abort, a length of two bytes and that many bytes.
final class FrameReader {

    static final int TOKEN = 1;
    static final int LEVEL = 2;
    static final int DATA = 3;
    static final int ABORT = 0xff;

    private final Octets head = new Octets(2);
    private final Octets length = new Octets(2);
    private @Nullable Octets body;

    /// Version 1, the type, the length and the body.
    static ByteBuffer write(int type, byte[] body) throws GssapiException {
        if (body.length > 0xffff) {
            throw new GssapiException("a message of " + body.length + " bytes, 65535 is the limit");
        }
        return ByteBuffer.allocate(4 + body.length)
                .put((byte) 1)
                .put((byte) type)
                .putShort((short) body.length)
                .put(body)
                .flip();
    }

    /// How many bytes must come next; 0 if the message is complete.
    int needed() {
        if (isComplete()) {
            return 0;
        }
        if (head.needed() > 0) {
            return head.needed();
        }
        return body == null ? length.needed() : body.needed();
    }

    /// Whether some of the message has come.
    boolean isBegun() {
        return head.needed() < 2;
    }

    /// Takes at most the bytes needed; true if the message is complete.
    boolean take(ByteBuffer in) {
        if (head.needed() > 0) {
            head.take(in);
        } else if (body != null) {
            body.take(in);
        } else if (length.take(in)) {
            body = new Octets(length.shortAt(0));
        }
        return isComplete();
    }

    boolean isComplete() {
        return head.needed() == 0 && (isAbort() || (body != null && body.needed() == 0));
    }

    private boolean isAbort() {
        return head.at(1) == ABORT;
    }

    /// The body of a complete message, which must be of this type.
    ///
    /// @throws GssapiException if it is an abort, of another type, or malformed
    byte[] body(int type) throws GssapiException {
        if (isAbort()) {
            throw new GssapiException("the server refused the credentials");
        }
        if (head.at(0) != 1 || head.at(1) != type || body == null) {
            throw new GssapiException(
                    "the server sent a message of version %d and type %d instead of 1 and %d"
                            .formatted(head.at(0), head.at(1), type));
        }
        return body.copy(0, length.shortAt(0));
    }
}
