package io.tsocks.service.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
                        assertThat(BackgroundWork.done(() -> compute(begun, isOver))).isTrue();
                        ended.countDown();
                    });
        }
        begun.await();
        Thread.startVirtualThread(() -> isOver.set(true));
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
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
                                BackgroundWork.done(
                                        () -> {
                                            throw new IllegalStateException("odd");
                                        }))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("odd");
        assertThatThrownBy(
                        () ->
                                BackgroundWork.done(
                                        () -> {
                                            throw new OutOfMemoryError("full");
                                        }))
                .isExactlyInstanceOf(OutOfMemoryError.class);
    }
}
