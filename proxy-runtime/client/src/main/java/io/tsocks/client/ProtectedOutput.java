package io.tsocks.client;

import io.tsocks.protocol.Encapsulation;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/// Writes data to a server inside GSSAPI messages, one for each write of up to 32 KiB. One thread
/// writes at a time.
final class ProtectedOutput extends FilterOutputStream {

    private final Encapsulation encapsulation;

    ProtectedOutput(OutputStream out, Encapsulation encapsulation) {
        super(out);
        this.encapsulation = encapsulation;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer plain = ByteBuffer.wrap(bytes, offset, length);
        while (plain.hasRemaining()) {
            ByteBuffer message = encapsulation.wrap(plain);
            byte[] wrapped = new byte[message.remaining()];
            message.get(wrapped);
            out.write(wrapped);
        }
    }
}
