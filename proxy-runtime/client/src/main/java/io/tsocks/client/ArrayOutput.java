package io.tsocks.client;

import java.io.IOException;
import java.io.OutputStream;

/// A stream that is written from arrays; a single byte is an array of one.
abstract class ArrayOutput extends OutputStream {

    @Override
    public final void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public abstract void write(byte[] bytes, int offset, int length) throws IOException;
}
