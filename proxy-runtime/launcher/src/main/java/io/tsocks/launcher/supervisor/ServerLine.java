package io.tsocks.launcher.supervisor;

import io.tsocks.protocol.Handshake;
import io.tsocks.protocol.Tls;
import io.tsocks.protocol.TlsFailure;
import io.tsocks.protocol.TlsState;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A connection of the supervisor's own, first with a server and then, through that, with another
/// machine. Its calls wait.
///
/// One thread uses it.
final class ServerLine {

    private final Socket socket;

    /// Null unless the servers that were spoken to use TLS.
    private @Nullable Tls tls;

    /// @param socket connected, and closed by its owner
    ServerLine(Socket socket) {
        this.socket = socket;
    }

    /// Drives a handshake to its end, good or bad.
    void negotiate(Handshake machine) throws IOException {
        while (true) {
            runTasks(machine);
            send(machine.output());
            if (machine.state().isOver()) {
                tls = machine.tls();
                return;
            }
            ByteBuffer in = receive(machine.needed());
            if (in == null) {
                machine.endOfInput();
            } else {
                machine.receive(in);
            }
        }
    }

    private static void runTasks(Handshake machine) {
        for (var task = machine.task(); task.isPresent(); task = machine.task()) {
            task.get().run();
            machine.resume();
        }
    }

    /// Sends all of it.
    void write(byte[] bytes) throws IOException {
        ByteBuffer data = ByteBuffer.wrap(bytes);
        if (tls == null) {
            send(data);
            return;
        }
        while (data.hasRemaining()) {
            int before = data.remaining();
            tls.runTasks();
            tls.send(data);
            if (data.remaining() == before && !tls.output().hasRemaining()) {
                throw ended(tls);
            }
            send(tls.output());
        }
    }

    /// Receives exactly so many bytes.
    ///
    /// @throws EOFException if fewer come
    byte[] read(int length) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(length);
        while (all.hasRemaining()) {
            ByteBuffer next = tls == null ? receive(all.remaining()) : decrypted(tls);
            if (next == null) {
                throw new EOFException();
            }
            ByteBuffer part =
                    next.slice(next.position(), Math.min(next.remaining(), all.remaining()));
            next.position(next.position() + part.remaining());
            all.put(part);
        }
        return all.array();
    }

    private ByteBuffer decrypted(Tls from) throws IOException {
        from.runTasks();
        while (!from.plaintext().hasRemaining()) {
            send(from.output());
            int needed = from.needed();
            if (needed == 0) {
                throw ended(from);
            }
            ByteBuffer in = receive(needed);
            if (in == null) {
                from.endOfInput();
            } else {
                from.receive(in);
            }
            from.runTasks();
        }
        return from.plaintext();
    }

    private static IOException ended(Tls tls) {
        return tls.state() instanceof TlsState.Failed(TlsFailure failure)
                ? new IOException(failure.message())
                : new EOFException();
    }

    private void send(ByteBuffer bytes) throws IOException {
        byte[] all = new byte[bytes.remaining()];
        bytes.get(all);
        if (all.length > 0) {
            socket.getOutputStream().write(all);
        }
    }

    /// @return null at the end
    private @Nullable ByteBuffer receive(int most) throws IOException {
        byte[] in = new byte[most];
        int length = socket.getInputStream().read(in);
        return length < 0 ? null : ByteBuffer.wrap(in, 0, length);
    }
}
