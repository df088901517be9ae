package io.tsocks.gateway;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// The side of a destination, whose bytes are counted for a client.
///
/// @param side the side itself
record MeteredDuplex(Duplex side, LiveClient client) implements Duplex {

    @Override
    public InputStream input() throws IOException {
        return new In(side.input());
    }

    @Override
    public OutputStream output() throws IOException {
        return new Out(side.output());
    }

    @Override
    public void endOutput() throws IOException {
        side.endOutput();
    }

    @Override
    public void breakOff() throws IOException {
        side.breakOff();
    }

    @Override
    public void close() throws IOException {
        side.close();
    }

    private final class In extends FilterInputStream {

        In(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            if (octet >= 0) {
                client.addDown(1);
            }
            return octet;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            if (count > 0) {
                client.addDown(count);
            }
            return count;
        }
    }

    private final class Out extends FilterOutputStream {

        Out(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int octet) throws IOException {
            out.write(octet);
            client.addUp(1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            client.addUp(length);
        }
    }
}
