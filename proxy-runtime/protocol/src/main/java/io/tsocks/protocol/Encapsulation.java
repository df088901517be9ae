package io.tsocks.protocol;

import io.tsocks.net.Protection;
import java.nio.ByteBuffer;

/// The encapsulation of all bytes after GSSAPI authentication, for as long as the connection lives
/// (RFC 1961, section 5): messages with a type, a length and a wrapped body.
///
/// One thread may read while another one writes.
public final class Encapsulation {

    /// The most bytes of plain text in one message; wrapped, they stay below 65535 bytes.
    public static final int LONGEST_MESSAGE = 32 * 1024;

    private final GssapiContext context;
    private final Protection protection;
    private FrameReader frame = new FrameReader();
    private ByteBuffer plaintext = ByteBuffer.allocate(0);

    /// @param context an established context
    /// @param protection the protection agreed on with the other side
    public Encapsulation(GssapiContext context, Protection protection) {
        this.context = context;
        this.protection = protection;
    }

    /// The protection agreed on with the server.
    public Protection protection() {
        return protection;
    }

    /// Takes at most [#LONGEST_MESSAGE] bytes and wraps them in a message. Messages must be sent in
    /// order.
    public ByteBuffer wrap(ByteBuffer plain) throws GssapiException {
        byte[] part = new byte[Math.min(plain.remaining(), LONGEST_MESSAGE)];
        plain.get(part);
        return FrameReader.write(FrameReader.DATA, context.wrap(part, isConfidential()));
    }

    /// How many bytes must come next to complete a message, at least 1.
    public int needed() {
        return frame.needed();
    }

    /// Takes at most [#needed] bytes. When they complete a message, its content is added to
    /// [#plaintext].
    public void receive(ByteBuffer in) throws GssapiException {
        if (in.hasRemaining() && frame.take(in)) {
            byte[] body = frame.body(FrameReader.DATA);
            frame = new FrameReader();
            add(context.unwrap(body, isConfidential()));
        }
    }

    /// The bytes that were unwrapped and not read yet. The reader moves the position.
    public ByteBuffer plaintext() {
        return plaintext;
    }

    /// Whether the connection may end here: no message is half received.
    public boolean isBetweenMessages() {
        return !frame.isBegun();
    }

    /// Forgets the keys. Closing twice does nothing.
    public void close() {
        context.close();
    }

    private boolean isConfidential() {
        return protection == Protection.CONFIDENTIALITY;
    }

    private void add(byte[] opened) {
        plaintext =
                ByteBuffer.allocate(plaintext.remaining() + opened.length)
                        .put(plaintext)
                        .put(opened)
                        .flip();
    }
}
