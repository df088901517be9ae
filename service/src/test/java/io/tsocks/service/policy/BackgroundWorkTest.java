package io.tsocks.service.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BackgroundWorkTest {

    private static final int MORE_THAN_PROCESSORS = 2 * Runtime.getRuntime().availableProcessors();

    /// Virtual threads that computed themselves would keep every processor's thread until the end,
    /// so that nothing would ever end them.
    @Test
    void whatComputesHoldsUpNoVirtualThread() throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(MORE_THAN_PROCESSORS);
        for (int i = 0; i < MORE_THAN_PROCESSORS; i++) {
            Thread.startVirtualThread(
                    () -> {
                        assertThat(BackgroundWork.QUESTIONS.done(() -> compute(begun, isOver)))
                                .isTrue();
                        ended.countDown();
                    });
        }
        begun.await();
        Thread.startVirtualThread(() -> isOver.set(true));
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    }

    /// What the first steps of one have found waits in memory for the last.
    @Test
    void noMoreTurnsAreBegunThanCanBeDone() throws Exception {
        AtomicInteger under = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20 * MORE_THAN_PROCESSORS; i++) {
                callers.execute(() -> takeTurn(under, most));
            }
        }
        assertThat(under).hasValue(0);
        assertThat(most).hasValueBetween(1, Runtime.getRuntime().availableProcessors());
    }

    private static void takeTurn(AtomicInteger under, AtomicInteger most) {
        try {
            assertThat(BackgroundWork.QUESTIONS.inTurn(() -> twoSteps(under, most))).isTrue();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean twoSteps(AtomicInteger under, AtomicInteger most) {
        most.accumulateAndGet(under.incrementAndGet(), Math::max);
        int first = BackgroundWork.QUESTIONS.done(under::get);
        int second = BackgroundWork.QUESTIONS.done(under::get);
        under.decrementAndGet();
        return first > 0 && second > 0;
    }

    @Test
    void aChangeWaitsForNoQuestion() throws Exception {
        CountDownLatch isOver = new CountDownLatch(1);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < MORE_THAN_PROCESSORS; i++) {
                callers.execute(
                        () ->
                                assertThat(BackgroundWork.QUESTIONS.done(() -> await(isOver)))
                                        .isTrue());
            }
            assertThat(BackgroundWork.CHANGES.done(() -> 1)).isEqualTo(1);
            isOver.countDown();
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean compute(CountDownLatch begun, AtomicBoolean isOver) {
        begun.countDown();
        while (!isOver.get()) {
            Thread.onSpinWait();
        }
        return isOver.get();
    }

    @Test
    void whatItThrowsReachesTheCaller() {
        assertThatThrownBy(
                        () ->
                                BackgroundWork.QUESTIONS.done(
                                        () -> {
                                            throw new IllegalStateException("odd");
                                        }))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("odd");
        assertThatThrownBy(
                        () ->
                                BackgroundWork.QUESTIONS.done(
                                        () -> {
                                            throw new OutOfMemoryError("full");
                                        }))
                .isExactlyInstanceOf(OutOfMemoryError.class);
    }
}
