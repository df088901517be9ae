package io.tsocks.launcher.supervisor;

import io.tsocks.launcher.relay.Envelope;
import io.tsocks.protocol.Handshake;
import io.tsocks.protocol.WaitingTask;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A connection of the supervisor's own, first with a server and then, through that, with another
/// machine. Its calls wait.
///
/// One thread uses it.
final class ServerLine {

    private final Socket socket;
    private final TimeLimit time;

    /// Null unless the servers that were spoken to use TLS or GSSAPI.
    private @Nullable Envelope envelope;

    /// @param socket connected, and closed by its owner
    /// @param time after which the socket is closed
    ServerLine(Socket socket, TimeLimit time) {
        this.socket = socket;
        this.time = time;
    }

    /// The time was over before a login knew what to say to the server, which is not its fault.
    static final class LateLogin extends IOException {
        private static final long serialVersionUID = 1;

        LateLogin(TimeoutException cause) {
            super(
                    "no ticket for the server in time: the Kerberos server (KDC) does not answer;"
                            + " krb5.conf says where it is",
                    cause);
        }
    }

    /// Drives a handshake to its end, good or bad.
    ///
    /// @throws LateLogin if it waits for another machine than the server for too long
    void negotiate(Handshake machine) throws IOException {
        while (true) {
            runTasks(machine);
            send(machine.output());
            if (machine.state().isOver()) {
                envelope = Envelope.of(machine);
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

    private void runTasks(Handshake machine) throws IOException {
        for (var task = machine.task(); task.isPresent(); task = machine.task()) {
            if (task.get() instanceof WaitingTask waiting) {
                await(waiting);
            } else {
                task.get().run();
            }
            machine.resume();
        }
    }

    /// Nothing ends a task that waits for a mute machine, so it has a thread that can be left
    /// behind.
    private void await(WaitingTask task) throws IOException {
        FutureTask<Boolean> login = new FutureTask<>(task, true);
        Thread.ofPlatform().daemon().name("login").start(login);
        try {
            login.get(time.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new LateLogin(e);
        } catch (ExecutionException e) {
            throw new IOException("the login failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted during the login");
        }
    }

    /// Sends all of it.
    void write(byte[] bytes) throws IOException {
        ByteBuffer data = ByteBuffer.wrap(bytes);
        Envelope inside = envelope;
        if (inside == null) {
            send(data);
            return;
        }
        while (data.hasRemaining()) {
            int before = data.remaining();
            inside.seal(data);
            if (data.remaining() == before && !inside.output().hasRemaining()) {
                throw ended(inside);
            }
            sendOutput(inside);
        }
    }

    /// An envelope within another one gives its output piece by piece.
    private void sendOutput(Envelope inside) throws IOException {
        while (inside.output().hasRemaining()) {
            send(inside.output());
        }
    }

    /// Receives exactly so many bytes.
    ///
    /// @throws EOFException if fewer come
    byte[] read(int length) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(length);
        while (all.hasRemaining()) {
            ByteBuffer next = envelope == null ? receive(all.remaining()) : opened(envelope);
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

    private ByteBuffer opened(Envelope from) throws IOException {
        while (!from.opened().hasRemaining()) {
            sendOutput(from);
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
        }
        return from.opened();
    }

    private static IOException ended(Envelope envelope) {
        return Optional.ofNullable(envelope.failure())
                .<IOException>map(IOException::new)
                .orElseGet(EOFException::new);
    }

    /// Forgets the keys of its protection. Nothing else is called after that.
    void close() {
        if (envelope != null) {
            envelope.close();
        }
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
