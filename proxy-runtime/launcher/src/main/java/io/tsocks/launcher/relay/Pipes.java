package io.tsocks.launcher.relay;

import io.tsocks.linux.Kernel;
import io.tsocks.linux.KernelException;
import io.tsocks.linux.Pipe;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// The pipes that bytes are in for a moment. A connection that is idle has none.
///
/// Not thread-safe: the relay's thread owns it.
final class Pipes implements AutoCloseable {

    /// So many free pipes are kept.
    private static final int MOST_FREE = 16;

    private final Kernel kernel;
    private final Deque<Pipe> free = new ArrayDeque<>();

    Pipes(Kernel kernel) {
        this.kernel = kernel;
    }

    /// An empty pipe; empty if descriptors have run out.
    Optional<Pipe> take() {
        if (!free.isEmpty()) {
            return Optional.of(free.pop());
        }
        try {
            return Optional.of(Pipe.open(kernel));
        } catch (KernelException e) {
            return Optional.empty();
        }
    }

    /// Gives a pipe back. One that is not empty is closed, for another connection must not get
    /// its bytes.
    void give(Pipe pipe) {
        if (pipe.isEmpty() && free.size() < MOST_FREE) {
            free.push(pipe);
        } else {
            pipe.close();
        }
    }

    @Override
    public void close() {
        free.forEach(Pipe::close);
        free.clear();
    }
}
