package io.tsocks.client;

import io.tsocks.client.time.Deadline;
import io.tsocks.engine.ProxyServer;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.Tls;
import io.tsocks.protocol.TlsFailure;
import io.tsocks.protocol.TlsState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/// Drives the handshake of TLS over a socket. One thread uses it.
final class TlsDialogue {

    private final TimedSocket socket;
    private final Tls tls;
    private @Nullable IOException broken;

    private TlsDialogue(TimedSocket socket, Tls tls) {
        this.socket = socket;
        this.tls = tls;
    }

    /// Has a server prove who it is, and gives a socket whose bytes go through TLS. The socket
    /// given belongs to the new one; if this fails, it stays open.
    ///
    /// @throws SocksException if TLS fails, or its deadline passes
    static TimedSocket secure(TimedSocket socket, Tls tls, ProxyServer server, Progress progress)
            throws IOException {
        progress.enter(Phase.TLS);
        TlsDialogue dialogue = new TlsDialogue(socket, tls);
        try {
            dialogue.run(progress.deadline());
        } catch (DeadlineException e) {
            throw SocksException.late(Phase.TLS, server, progress.destination(), e);
        }
        if (tls.state() instanceof TlsState.Failed(TlsFailure failure)) {
            throw SocksException.of(
                    Phase.TLS, server, progress.destination(), failure, dialogue.broken);
        }
        TimedSocket secured = new TimedSocket(new TlsSocket(socket.socket(), tls));
        progress.watch(secured);
        return secured;
    }

    private void run(Deadline deadline) throws IOException {
        while (tls.state() instanceof TlsState.Handshaking || tls.output().hasRemaining()) {
            try {
                step(deadline);
            } catch (DeadlineException | ClosedChannelException e) {
                throw e;
            } catch (IOException e) {
                broken = e;
                tls.endOfInput();
                return;
            }
        }
    }

    private void step(Deadline deadline) throws IOException {
        tls.runTasks();
        if (tls.output().hasRemaining()) {
            socket.write(tls.output(), deadline);
        } else if (tls.needed() > 0) {
            ByteBuffer in = ByteBuffer.allocate(tls.needed());
            if (socket.read(in, deadline)) {
                tls.receive(in.flip());
            } else {
                tls.endOfInput();
            }
        }
    }
}
