package io.tsocks.client;

import io.tsocks.protocol.Tls;
import io.tsocks.protocol.TlsFailure;
import io.tsocks.protocol.TlsState;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/// Sockets inside TLS, for programs that connect by themselves.
public final class TlsSockets {

    private TlsSockets() {}

    /// Makes the handshake of TLS on a socket, and gives a socket whose bytes go through TLS. The
    /// reads of the handshake together have the socket's own timeout, so that a server cannot make
    /// it last by one byte after another.
    ///
    /// @param carrier connected; the new socket closes it, and so does a failure
    /// @param tls not begun
    /// @throws java.net.SocketTimeoutException if the handshake takes longer
    /// @throws IOException if TLS fails, with its reason; then the state of `tls` has it, too
    public static Socket over(Socket carrier, Tls tls) throws IOException {
        try {
            int timeout = carrier.getSoTimeout();
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeout);
            while (tls.state() instanceof TlsState.Handshaking || tls.output().hasRemaining()) {
                if (timeout > 0) {
                    carrier.setSoTimeout(left(end));
                }
                step(carrier, tls);
            }
            carrier.setSoTimeout(timeout);
            if (tls.state() instanceof TlsState.Failed(TlsFailure failure)) {
                throw new TlsBrokenException(failure);
            }
            return new TlsSocket(carrier, tls);
        } catch (IOException e) {
            carrier.close();
            throw e;
        }
    }

    /// The time until then, in milliseconds, at least 1.
    private static int left(long end) throws SocketTimeoutException {
        long nanos = end - System.nanoTime();
        if (nanos <= 0) {
            throw new SocketTimeoutException("the handshake of TLS takes too long");
        }
        return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    private static void step(Socket carrier, Tls tls) throws IOException {
        tls.runTasks();
        ByteBuffer output = tls.output();
        if (output.hasRemaining()) {
            byte[] bytes = new byte[output.remaining()];
            output.get(bytes);
            carrier.getOutputStream().write(bytes);
        } else if (tls.needed() > 0) {
            read(carrier, tls);
        }
    }

    /// A reset counts as an end.
    private static void read(Socket carrier, Tls tls) throws IOException {
        byte[] bytes = new byte[tls.needed()];
        int count;
        try {
            count = carrier.getInputStream().read(bytes);
        } catch (SocketException e) {
            count = -1;
        }
        if (count < 0) {
            tls.endOfInput();
        } else {
            tls.receive(ByteBuffer.wrap(bytes, 0, count));
        }
    }
}
