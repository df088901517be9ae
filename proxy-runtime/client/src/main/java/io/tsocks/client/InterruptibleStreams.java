package io.tsocks.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// The streams of a socket that is closed by an interrupt.
final class InterruptibleStreams {

    private InterruptibleStreams() {}

    static InputStream of(InputStream in, Interruption interruption) {
        return new In(in, interruption);
    }

    static OutputStream of(OutputStream out, Interruption interruption) {
        return new Out(out, interruption);
    }

    private static final class In extends ArrayInput {

        private final InputStream in;
        private final Interruption interruption;

        In(InputStream in, Interruption interruption) {
            this.in = in;
            this.interruption = interruption;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return interruption.socketDuring(() -> in.read(bytes, offset, length));
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

    private static final class Out extends ArrayOutput {

        private final OutputStream out;
        private final Interruption interruption;

        Out(OutputStream out, Interruption interruption) {
            this.out = out;
            this.interruption = interruption;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            interruption.socketDuring(
                    () -> {
                        out.write(bytes, offset, length);
                        return length;
                    });
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
