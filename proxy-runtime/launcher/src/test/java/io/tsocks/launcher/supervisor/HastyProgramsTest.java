package io.tsocks.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HastyProgramsTest {

    private final HastyPrograms hasty = new HastyPrograms();

    @ParameterizedTest
    @CsvSource({
        "/usr/bin/httperf, true",
        "/usr/bin/eggdrop-1.8.4, true",
        "eggdrop, true",
        "/usr/bin/lua5.4, true",
        "/usr/bin/wrk2, false",
        "/usr/bin/wrk-it, false",
        "/wrk/curl, false",
        "'', false",
    })
    void aProgramIsKnownByItsNameWhateverItsVersion(String executable, boolean known) {
        assertThat(hasty.contains(executable)).isEqualTo(known);
    }

    @Test
    void aProgramThatWasSeenIsRememberedByItsPath() {
        hasty.add("/opt/bot-2.1");
        hasty.add("");
        assertThat(hasty.contains("/opt/bot-2.1")).isTrue();
        assertThat(hasty.contains("/usr/bin/bot-2.1")).isFalse();
        assertThat(hasty.contains("")).isFalse();
    }
}
