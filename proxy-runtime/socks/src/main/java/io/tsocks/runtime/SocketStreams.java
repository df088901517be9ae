package io.tsocks.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;

/// The streams of a channel's socket, with the exceptions of a socket: libraries know what to do
/// with a [SocketException], and nothing of channels.
final class SocketStreams {

    private SocketStreams() {}

    static InputStream of(InputStream in) {
        return new In(in);
    }

    static OutputStream of(OutputStream out) {
        return new Out(out);
    }

    /// What a socket says where its channel was closed; an interrupt stays one.
    static IOException closed(ClosedChannelException e) {
        if (e instanceof ClosedByInterruptException) {
            return e;
        }
        SocketException closed = new SocketException("Socket closed");
        closed.initCause(e);
        return closed;
    }

    private static final class In extends InputStream {

        private final InputStream in;

        In(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return in.read(bytes, offset, length);
            } catch (ClosedChannelException e) {
                throw closed(e);
            }
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private static final class Out extends OutputStream {

        private final OutputStream out;

        Out(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (ClosedChannelException e) {
                throw closed(e);
            }
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
