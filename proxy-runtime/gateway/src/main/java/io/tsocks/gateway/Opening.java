package io.tsocks.gateway;

import io.tsocks.protocol.ServerState;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A client that has not got its connection yet, served in a loop. It gets a tunnel there if it
/// speaks SOCKS, needs no login, and asks for an address that the policy reaches directly.
/// Otherwise a thread goes on with what it has said so far, and that thread also tells clients that
/// are late or in the way of others.
///
/// Owned by the thread of its [RelayLoop].
final class Opening implements RelayLoop.Served, RelayLoop.Ready {

    /// More than the opening of most clients. What comes behind it stays in the kernel.
    private static final int FIRST_BYTES = 1024;

    private final Session session;
    private final LiveClient client;
    private final SocketChannel channel;
    private final RelayLoop loop;
    private @Nullable SelectionKey key;
    private RelayLoop.@Nullable Timer timer;

    private State state = new State.Silent();

    Opening(Session session, RelayLoop loop) {
        this.session = session;
        this.loop = loop;
        this.client = session.client();
        this.channel = client.channel();
    }

    /// How far the client has got.
    private sealed interface State {

        /// It has said nothing.
        record Silent() implements State {}

        /// It speaks SOCKS.
        record Speaking(SocksSession socks) implements State {}

        /// Its destination is being connected to.
        ///
        /// @param forTarget what the client has sent for the destination
        @SuppressWarnings("ArrayRecordComponent") // No two of them are compared.
        record Connecting(
                SocksSession socks, Routes.Direct way, SocketChannel target, byte[] forTarget)
                implements State {}

        /// Its destination is connected, and the client is to be told.
        record Connected(SocketChannel target) implements State {}

        /// It is served elsewhere, or has left.
        record Over() implements State {}
    }

    private boolean isOver() {
        return state instanceof State.Over;
    }

    @Override
    public void start(RelayLoop in) {
        if (isOver()) {
            in.forget(this);
            return;
        }
        timer = in.after(session.timeLeft(), () -> guarded(() -> handOver(new byte[0])));
        guarded(
                () -> {
                    channel.configureBlocking(false);
                    key = channel.register(in.selector(), SelectionKey.OP_READ, this);
                });
    }

    @Override
    public void ready() {
        guarded(state instanceof State.Connecting made ? () -> targetReady(made) : this::read);
    }

    /// A step that may fail.
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    /// Takes a step. One that fails ends the client, and no other one.
    private void guarded(Step step) {
        if (isOver()) {
            return;
        }
        try {
            step.run();
        } catch (IOException | CancelledKeyException | ClosedSelectorException e) {
            // The client left, or was stopped.
            leave();
        } catch (RuntimeException e) {
            leave();
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    private void read() throws IOException {
        ByteBuffer buffer = loop.take();
        try {
            int count = channel.read(buffer.limit(FIRST_BYTES));
            if (count < 0) {
                handOver(new byte[0]);
            } else if (count > 0) {
                take(buffer.flip());
            }
        } finally {
            loop.release(buffer);
        }
    }

    private void take(ByteBuffer bytes) throws IOException {
        Optional<SocksSession> begun =
                state instanceof State.Speaking(SocksSession socks)
                        ? Optional.of(socks)
                        : session.socks(bytes.get(bytes.position()) & 0xff);
        if (begun.isEmpty()) {
            handOver(rest(bytes));
            return;
        }
        SocksSession speaking = begun.get();
        state = new State.Speaking(speaking);
        speaking.take(bytes);
        write(speaking);
        switch (speaking.handshake().state()) {
            case ServerState.Reading _ -> {}
            case ServerState.Requested request -> serve(speaking, request, rest(bytes));
            case ServerState.LogIn _, ServerState.Offered _, ServerState.Listening _ ->
                    handOver(rest(bytes));
            case ServerState.Granted _, ServerState.Refused _, ServerState.Failed _ -> leave();
        }
    }

    private static byte[] rest(ByteBuffer bytes) {
        byte[] rest = new byte[bytes.remaining()];
        bytes.get(rest);
        return rest;
    }

    /// Sends what the handshake has to say: a few bytes, for which a new connection has room.
    private void write(SocksSession speaking) throws IOException {
        byte[] output = speaking.handshake().takeOutput();
        if (output.length > 0 && channel.write(ByteBuffer.wrap(output)) < output.length) {
            throw new IOException("the client does not read");
        }
    }

    private void serve(SocksSession speaking, ServerState.Requested request, byte[] first)
            throws IOException {
        Optional<Routes.Direct> way = speaking.direct(request);
        if (way.isEmpty()) {
            handOver(first);
            return;
        }
        takeTimerBack();
        State.Connecting made =
                new State.Connecting(speaking, way.get(), SocketChannel.open(), first);
        state = made;
        session.accepted();
        connect(made);
    }

    private void connect(State.Connecting made) throws IOException {
        SocketChannel target = made.target();
        try {
            target.configureBlocking(false);
            target.setOption(StandardSocketOptions.TCP_NODELAY, true);
            // A destination that is near has answered by the second call.
            if (!target.connect(made.way().connect().address()) && !target.finishConnect()) {
                awaitTarget(made);
                return;
            }
        } catch (IOException e) {
            failed(made, made.way().connect().failed(e));
            return;
        }
        connected(made);
    }

    private void awaitTarget(State.Connecting made) throws IOException {
        Objects.requireNonNull(key).interestOps(0);
        made.target().register(loop.selector(), SelectionKey.OP_CONNECT, this);
        timer =
                loop.after(
                        made.way().connect().timeLeft(),
                        () -> guarded(() -> failed(made, made.way().connect().late())));
    }

    private void targetReady(State.Connecting made) throws IOException {
        try {
            if (!made.target().finishConnect()) {
                return;
            }
        } catch (IOException e) {
            failed(made, made.way().connect().failed(e));
            return;
        }
        connected(made);
    }

    private void connected(State.Connecting made) throws IOException {
        takeTimerBack();
        state = new State.Connected(made.target());
        try {
            session.connected(made.way(), made.target().socket());
        } catch (IOException e) {
            failed(made, e);
            return;
        }
        made.socks().granted();
        write(made.socks());
        state = new State.Over();
        loop.forget(this);
        session.relay(loop, made.forTarget(), made.target());
    }

    private void failed(State.Connecting made, IOException why) throws IOException {
        close(made.target());
        state = new State.Speaking(made.socks());
        made.socks().failed(why);
        write(made.socks());
        leave();
    }

    /// Has a thread go on.
    ///
    /// @param taken what has been read, and is not part of the handshake
    private void handOver(byte[] taken) {
        SocksSession begun = state instanceof State.Speaking(SocksSession socks) ? socks : null;
        takeTimerBack();
        loop.release(
                Objects.requireNonNull(key),
                () ->
                        guarded(
                                () -> {
                                    channel.configureBlocking(true);
                                    over();
                                    client.servedByThread();
                                    session.runInThread(taken, begun);
                                }));
    }

    private void takeTimerBack() {
        if (timer != null) {
            loop.cancel(timer);
            timer = null;
        }
    }

    private void over() {
        state = new State.Over();
        takeTimerBack();
        loop.forget(this);
    }

    private void leave() {
        if (isOver()) {
            return;
        }
        State left = state;
        over();
        switch (left) {
            case State.Connecting made -> {
                close(made.target());
                IOException ignored =
                        made.way().connect().failed(new IOException("the client has gone"));
            }
            case State.Connected(SocketChannel target) -> close(target);
            case State.Silent _, State.Speaking _, State.Over _ -> {}
        }
        session.leave();
    }

    private static void close(SocketChannel target) {
        try {
            target.close();
        } catch (IOException e) {
            // It was to be closed, and no more can be done.
        }
    }

    @Override
    public void end(CloseReason reason) {
        leave();
    }
}
