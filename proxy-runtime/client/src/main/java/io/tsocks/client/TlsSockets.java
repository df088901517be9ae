package io.tsocks.client;

import io.tsocks.protocol.Tls;
import io.tsocks.protocol.TlsFailure;
import io.tsocks.protocol.TlsState;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;

/// Sockets inside TLS, for programs that connect by themselves.
public final class TlsSockets {

    private TlsSockets() {}

    /// Makes the handshake of TLS on a socket, and gives a socket whose bytes go through TLS. Each
    /// read of the handshake has the socket's own timeout.
    ///
    /// @param carrier connected; the new socket closes it, and so does a failure
    /// @param tls not begun
    /// @throws IOException if TLS fails, with its reason; then the state of `tls` has it, too
    public static Socket over(Socket carrier, Tls tls) throws IOException {
        try {
            while (tls.state() instanceof TlsState.Handshaking || tls.output().hasRemaining()) {
                step(carrier, tls);
            }
            if (tls.state() instanceof TlsState.Failed(TlsFailure failure)) {
                throw new TlsBrokenException(failure);
            }
            return new TlsSocket(carrier, tls);
        } catch (IOException e) {
            carrier.close();
            throw e;
        }
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
