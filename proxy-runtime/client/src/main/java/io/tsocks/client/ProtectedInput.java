package io.tsocks.client;

import io.tsocks.protocol.Encapsulation;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.function.IntSupplier;

/// Reads the data that a server sends inside GSSAPI messages. One thread reads at a time.
//
// Not a FilterInputStream: the calls that it passes on by default, such as skip, would act on the
// messages and not on their content.
final class ProtectedInput extends ArrayInput {

    private final InputStream in;
    private final Encapsulation encapsulation;
    private final Socket carrier;
    private final IntSupplier patience;

    /// @param carrier whose stream `in` is
    /// @param patience how long a read may take, in milliseconds; 0 for no limit
    ProtectedInput(
            InputStream in, Encapsulation encapsulation, Socket carrier, IntSupplier patience) {
        this.in = in;
        this.encapsulation = encapsulation;
        this.carrier = carrier;
        this.patience = patience;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        ReadLimit limit = ReadLimit.of(patience.getAsInt());
        while (!encapsulation.plaintext().hasRemaining()) {
            limit.applyTo(carrier);
            if (!receive()) {
                return -1;
            }
        }
        int count = Math.min(length, encapsulation.plaintext().remaining());
        encapsulation.plaintext().get(bytes, offset, count);
        return count;
    }

    @Override
    public int available() {
        return encapsulation.plaintext().remaining();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean receive() throws IOException {
        byte[] part = new byte[encapsulation.needed()];
        int count = in.read(part, 0, part.length);
        if (count < 0) {
            if (!encapsulation.isBetweenMessages()) {
                throw new EOFException("the connection ended within a protected message");
            }
            return false;
        }
        encapsulation.receive(ByteBuffer.wrap(part, 0, count));
        return true;
    }
}
