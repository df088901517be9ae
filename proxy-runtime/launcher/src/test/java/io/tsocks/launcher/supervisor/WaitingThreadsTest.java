package io.tsocks.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WaitingThreadsTest {

    private final WaitingThreads threads = new WaitingThreads("test");
    private final Semaphore holdsUp = new Semaphore(0);

    private void occupyAll() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(WaitingThreads.MOST);
        for (int i = 0; i < WaitingThreads.MOST; i++) {
            threads.run(
                    () -> {
                        busy.countDown();
                        holdsUp.acquireUninterruptibly();
                    });
        }
        busy.await();
    }

    /// The loop may have nothing else to do, and so no turn in which it would look.
    @Test
    void workThatWaitsIsDoneWhenAThreadBecomesFreeWithoutAnotherTurn() throws Exception {
        occupyAll();
        CountDownLatch done = new CountDownLatch(2);
        threads.run(done::countDown);
        threads.run(done::countDown);
        holdsUp.release();
        done.await();
        holdsUp.release(WaitingThreads.MOST);
    }

    @Test
    void neverMoreThreadsWaitThanTheyMay() throws Exception {
        occupyAll();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger now = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(2 * WaitingThreads.MOST);
        for (int i = 0; i < 2 * WaitingThreads.MOST; i++) {
            threads.run(
                    () -> {
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        Thread.onSpinWait();
                        now.decrementAndGet();
                        done.countDown();
                    });
        }
        holdsUp.release(WaitingThreads.MOST);
        done.await();
        assertThat(most).hasValueLessThanOrEqualTo(WaitingThreads.MOST);
    }
}
