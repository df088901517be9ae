package io.tsocks.agent.inside;

import io.tsocks.client.Tsocks;
import io.tsocks.protocol.SocksAddress;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// A connect of a channel that does not wait for it. A virtual thread makes it; while that uses the
/// channel's descriptor, no selector waits for it, and it is not closed.
///
/// Thread-safe.
final class PendingConnect {

    private final LegOnDescriptor driver;
    private final Tsocks tsocks;
    private final SocksAddress destination;
    private final Runnable atEnd;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("tsocks-connect").unstarted(this::run);

    /// Set before [#over] is.
    private volatile @Nullable IOException failure;

    /// @param atEnd is run once the agent does not use the descriptor any more
    PendingConnect(Tsocks tsocks, SocksAddress destination, Descriptor descriptor, Runnable atEnd) {
        this.tsocks = tsocks;
        this.destination = destination;
        this.driver = new LegOnDescriptor(descriptor);
        this.atEnd = atEnd;
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            tsocks.drive(destination, tsocks.deadlines().overall(), driver);
        } catch (IOException | RuntimeException | Error e) {
            failure = Failures.forProgram(e, false);
        } finally {
            over.countDown();
            atEnd.run();
        }
    }

    /// Whether the agent does not use the descriptor any more.
    boolean isOver() {
        return over.getCount() == 0;
    }

    /// Waits until it is over.
    void await() throws InterruptedException {
        over.await();
    }

    /// Has the thread look at once whether the program has closed the channel.
    void wake() {
        thread.interrupt();
    }

    /// Why the connect failed; null if it succeeded or is not over.
    @Nullable IOException failure() {
        return failure;
    }
}
