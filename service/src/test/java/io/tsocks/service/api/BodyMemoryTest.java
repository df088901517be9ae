package io.tsocks.service.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BodyMemoryTest {

    private final BodyMemory memory = new BodyMemory(100, 10);

    @Test
    void aBodyIsRefusedWhenOthersHaveTakenTheMemory() {
        try (BodyMemory.Share first = memory.share();
                BodyMemory.Share second = memory.share()) {
            first.take(100);
            second.take(20);
            assertThatThrownBy(() -> second.take(1))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.status()).isEqualTo(503));
        }
        try (BodyMemory.Share next = memory.share()) {
            next.take(110);
        }
    }

    @Test
    void aSmallBodyIsAlwaysRead() {
        try (BodyMemory.Share large = memory.share();
                BodyMemory.Share small = memory.share()) {
            large.take(110);
            small.take(10);
        }
    }

    @Test
    void aBodyThatIsAloneHasOnlyItsOwnBound() {
        try (BodyMemory.Share alone = memory.share()) {
            alone.take(1000);
        }
    }
}
