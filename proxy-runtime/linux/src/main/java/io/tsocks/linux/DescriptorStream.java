package io.tsocks.linux;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// Writes to a descriptor that another process has opened, at its position. Opening the file anew
/// would begin at its start, and sockets cannot be opened anew.
public final class DescriptorStream extends OutputStream {

    private static final int CLOSED = -1;

    private volatile int descriptor;

    private DescriptorStream(int descriptor) {
        this.descriptor = descriptor;
    }

    /// A stream over a duplicate of an open descriptor, which no program inherits.
    ///
    /// @throws IOException if it is not open, or not for writing
    public static DescriptorStream of(int descriptor) throws IOException {
        Result flags = Kernel.ofThisProcess().call(Syscall.FCNTL, descriptor, C.F_GETFL);
        if (!flags.ok()) {
            throw new IOException("no such open descriptor");
        }
        if ((flags.value() & C.O_ACCMODE) == 0) {
            throw new IOException("the descriptor is not open for writing");
        }
        Result copy = Kernel.ofThisProcess().call(Syscall.FCNTL, descriptor, C.F_DUPFD_CLOEXEC, 3);
        if (!copy.ok()) {
            throw new IOException(Errno.describe(copy.errno()));
        }
        return new DescriptorStream(copy.intValue());
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int at = from;
        while (at < from + length) {
            int part = Math.min(from + length - at, Scratch.SIZE);
            byte[] chunk = Arrays.copyOfRange(bytes, at, at + part);
            long memory = Scratch.with(chunk).address();
            Result written = Kernel.ofThisProcess().call(Syscall.WRITE, descriptor, memory, part);
            if (written.ok()) {
                at += written.intValue();
            } else if (written.errno() != Errno.EINTR) {
                throw new IOException(Errno.describe(written.errno()));
            }
        }
    }

    /// Closes the descriptor once: afterwards its number may belong to another file.
    @Override
    public synchronized void close() {
        if (descriptor != CLOSED) {
            Kernel.ofThisProcess().call(Syscall.CLOSE, descriptor);
            descriptor = CLOSED;
        }
    }
}
