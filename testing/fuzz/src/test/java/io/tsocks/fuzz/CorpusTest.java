package io.tsocks.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the fuzzer starts from and what it once found, without the fuzzer.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
class CorpusTest {

    @ParameterizedTest
    @EnumSource
    void everythingHoldsForTheCorpus(Harness harness) throws IOException {
        assertThat(harness.inputs()).isNotEmpty();
        for (Path input : harness.inputs()) {
            byte[] bytes = Files.readAllBytes(input);
            assertThatCode(() -> harness.run(bytes)).as("%s", input).doesNotThrowAnyException();
        }
    }
}
