package io.tsocks.gateway;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Two connected channels of which each gets what comes from the other. An orderly end of one
/// direction is passed on as one, and the tunnel ends when both directions have. A broken
/// connection breaks the other one.
///
/// Owned by the thread of its [RelayLoop].
final class Tunnel implements RelayLoop.Served {

    private final End client;
    private final End target;
    private final Consumer<CloseReason> onEnd;
    private @Nullable RelayLoop loop;
    private boolean isOver;

    /// Is told of the bytes that were carried.
    @FunctionalInterface
    interface Meter {
        void add(long bytes);
    }

    /// Takes over the channels.
    ///
    /// @param first what the client has sent already
    /// @param onEnd called once, in the loop's thread, when both channels are closed
    Tunnel(
            SocketChannel client,
            byte[] first,
            Meter up,
            SocketChannel target,
            Meter down,
            Consumer<CloseReason> onEnd) {
        this.client = new End(client, up);
        this.target = new End(target, down);
        this.client.other = this.target;
        this.target.other = this.client;
        this.target.unsent = first.length == 0 ? null : ByteBuffer.wrap(first);
        this.onEnd = onEnd;
    }

    @Override
    public void start(RelayLoop in) {
        loop = in;
        try {
            client.register(in);
            target.register(in);
            if (target.unsent != null) {
                target.flush();
            }
            client.updateInterest();
            target.updateInterest();
        } catch (IOException | RuntimeException e) {
            breakOff();
        }
    }

    /// Closes both channels.
    @Override
    public void end(CloseReason reason) {
        if (isOver) {
            return;
        }
        isOver = true;
        client.close();
        target.close();
        if (loop != null) {
            loop.forget(this);
        }
        onEnd.accept(reason);
    }

    private void breakOff() {
        client.breakOff();
        target.breakOff();
        end(CloseReason.BROKEN);
    }

    private RelayLoop loop() {
        return Objects.requireNonNull(loop);
    }

    /// One of the two channels.
    final class End implements RelayLoop.Ready {

        private final SocketChannel channel;
        private final Meter read;
        private @Nullable End other;
        private @Nullable SelectionKey key;

        /// What this channel has not taken yet; while there is something, the other one is not
        /// read.
        private @Nullable ByteBuffer unsent;

        /// Whether the unsent bytes are in a buffer of the loop.
        private boolean isKept;

        /// Whether everything has come from this channel.
        private boolean hasEnded;

        private End(SocketChannel channel, Meter read) {
            this.channel = channel;
            this.read = read;
        }

        private End other() {
            return Objects.requireNonNull(other);
        }

        private void register(RelayLoop in) throws IOException {
            channel.configureBlocking(false);
            key = channel.register(in.selector(), 0, this);
        }

        @Override
        public void ready() {
            try {
                SelectionKey ready = key;
                if (isOver || ready == null || !ready.isValid()) {
                    return;
                }
                if (ready.isWritable()) {
                    flush();
                }
                if (!isOver && ready.isReadable()) {
                    carry();
                }
            } catch (IOException | CancelledKeyException e) {
                breakOffBoth();
            }
        }

        /// Passes on what has come. Without room for all of it, the rest waits.
        private void carry() throws IOException {
            ByteBuffer buffer = loop().take();
            boolean isKeptByOther = false;
            try {
                int count = channel.read(buffer);
                if (count < 0) {
                    endOfInput();
                } else if (count > 0) {
                    read.add(count);
                    other().channel.write(buffer.flip());
                    isKeptByOther = buffer.hasRemaining();
                }
            } finally {
                if (!isKeptByOther) {
                    loop().release(buffer);
                }
            }
            if (isKeptByOther) {
                other().unsent = loop().keepRest(buffer);
                other().isKept = true;
                updateInterest();
                other().updateInterest();
            }
        }

        private void endOfInput() throws IOException {
            hasEnded = true;
            other().channel.shutdownOutput();
            updateInterest();
            endIfBothHave();
        }

        /// Sends what waits.
        private void flush() throws IOException {
            ByteBuffer waiting = unsent;
            if (waiting == null) {
                return;
            }
            channel.write(waiting);
            if (!waiting.hasRemaining()) {
                releaseUnsent();
                updateInterest();
                other().updateInterest();
            }
        }

        private void releaseUnsent() {
            ByteBuffer waiting = unsent;
            unsent = null;
            if (isKept && waiting != null) {
                isKept = false;
                loop().releaseRest(waiting);
            }
        }

        /// A channel is read while the other one takes everything.
        private void updateInterest() {
            int operations =
                    (hasEnded || other().unsent != null ? 0 : SelectionKey.OP_READ)
                            | (unsent == null ? 0 : SelectionKey.OP_WRITE);
            SelectionKey registered = key;
            if (registered != null && registered.interestOps() != operations) {
                registered.interestOps(operations);
            }
        }

        private void endIfBothHave() {
            if (hasEnded && other().hasEnded && unsent == null && other().unsent == null) {
                end(CloseReason.ENDED);
            }
        }

        private void breakOffBoth() {
            Tunnel.this.breakOff();
        }

        /// Makes the close a break.
        private void breakOff() {
            try {
                if (channel.supportedOptions().contains(StandardSocketOptions.SO_LINGER)) {
                    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                }
            } catch (IOException e) {
                // It is closed already.
            }
        }

        private void close() {
            releaseUnsent();
            try {
                channel.close();
            } catch (IOException e) {
                // The channel was to be closed, and no more can be done.
            }
        }
    }
}
