package io.tsocks.client;

import io.tsocks.protocol.Tls;
import io.tsocks.protocol.TlsState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;

/// Drives TLS over a socket after the handshake. One thread may read while another one writes.
final class TlsStreams {

    private final Socket carrier;
    private final Tls tls;

    /// Held for each call of the session, and during no wait.
    private final ReentrantLock session = new ReentrantLock();

    /// Held by the thread that writes to the carrier, so that records leave in their order.
    private final ReentrantLock writing = new ReentrantLock();

    private final ReentrantLock reading = new ReentrantLock();

    TlsStreams(Socket carrier, Tls tls) {
        this.carrier = carrier;
        this.tls = tls;
    }

    /// Reads at least one byte.
    ///
    /// @param patience how long it may take, in milliseconds, however many reads of the carrier a
    ///     record needs; 0 for no limit
    /// @return the number of bytes; -1 after the peer's close_notify
    /// @throws java.net.SocketTimeoutException if it takes longer
    int read(byte[] bytes, int offset, int length, int patience) throws IOException {
        reading.lock();
        try {
            InputStream in = carrier.getInputStream();
            ReadLimit limit = ReadLimit.of(patience);
            while (true) {
                int count = decrypted(bytes, offset, length);
                flushIfFree();
                if (count != 0) {
                    return count;
                }
                limit.applyTo(carrier);
                receive(in);
            }
        } finally {
            reading.unlock();
        }
    }

    /// How many bytes can be read without a wait.
    int available() {
        session.lock();
        try {
            tls.runTasks();
            return tls.plaintext().remaining();
        } finally {
            session.unlock();
        }
    }

    /// @return 0 if more bytes are needed first
    private int decrypted(byte[] bytes, int offset, int length) throws TlsBrokenException {
        session.lock();
        try {
            tls.runTasks();
            ByteBuffer plaintext = tls.plaintext();
            int count = Math.min(length, plaintext.remaining());
            plaintext.get(bytes, offset, count);
            return count == 0 && hasEnded() ? -1 : count;
        } finally {
            session.unlock();
        }
    }

    private boolean hasEnded() throws TlsBrokenException {
        return switch (tls.state()) {
            case TlsState.Handshaking ignored -> false;
            case TlsState.Open ignored -> false;
            case TlsState.HalfClosed(TlsState.Side side) -> side == TlsState.Side.PEER;
            case TlsState.Closed ignored -> true;
            case TlsState.Failed failed -> throw new TlsBrokenException(failed.failure());
        };
    }

    private void receive(InputStream in) throws IOException {
        byte[] part = new byte[needed()];
        int count = in.read(part);
        session.lock();
        try {
            if (count < 0) {
                tls.endOfInput();
            } else {
                tls.receive(ByteBuffer.wrap(part, 0, count));
            }
        } finally {
            session.unlock();
        }
    }

    private int needed() {
        session.lock();
        try {
            return tls.needed();
        } finally {
            session.unlock();
        }
    }

    /// Writes everything.
    void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer data = ByteBuffer.wrap(bytes, offset, length);
        writing.lock();
        try {
            while (data.hasRemaining()) {
                encrypt(data);
                flush();
            }
        } finally {
            writing.unlock();
        }
        flushIfFree();
    }

    private void encrypt(ByteBuffer data) throws IOException {
        session.lock();
        try {
            tls.runTasks();
            int before = data.remaining();
            tls.send(data);
            if (data.remaining() == before && !tls.output().hasRemaining()) {
                throw unwritable(tls.state());
            }
        } finally {
            session.unlock();
        }
    }

    private static IOException unwritable(TlsState state) {
        return state instanceof TlsState.Failed failed
                ? new TlsBrokenException(failed.failure())
                : new SocketException("the connection is closed for writing");
    }

    /// Says that no more data follows.
    void closeOutput() throws IOException {
        writing.lock();
        try {
            sayEnd();
            flush();
        } finally {
            writing.unlock();
        }
    }

    /// Like [#closeOutput], but does nothing while another thread writes.
    void closeOutputIfFree() throws IOException {
        if (writing.tryLock()) {
            try {
                sayEnd();
                flush();
            } finally {
                writing.unlock();
            }
        }
    }

    private void sayEnd() {
        session.lock();
        try {
            tls.closeOutput();
        } finally {
            session.unlock();
        }
    }

    /// Sends what TLS itself has to say. A thread that is writing does it otherwise, at its end.
    private void flushIfFree() throws IOException {
        while (hasOutput() && writing.tryLock()) {
            try {
                flush();
            } finally {
                writing.unlock();
            }
        }
    }

    private boolean hasOutput() {
        session.lock();
        try {
            return tls.output().hasRemaining();
        } finally {
            session.unlock();
        }
    }

    private void flush() throws IOException {
        OutputStream out = carrier.getOutputStream();
        for (byte[] part = takeOutput(); part.length > 0; part = takeOutput()) {
            out.write(part);
        }
    }

    private byte[] takeOutput() {
        session.lock();
        try {
            ByteBuffer output = tls.output();
            byte[] part = new byte[output.remaining()];
            output.get(part);
            return part;
        } finally {
            session.unlock();
        }
    }
}
