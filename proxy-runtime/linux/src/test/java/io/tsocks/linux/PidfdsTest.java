package io.tsocks.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PidfdsTest {

    private final Pidfds pidfds = new Pidfds(Kernel.ofThisProcess());
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
        pidfds.close();
    }

    private int start() throws IOException {
        Process process = new ProcessBuilder("sleep", "60").start();
        started.add(process);
        return (int) process.pid();
    }

    private Result duplicate(int pid, int number) {
        Result duplicate = pidfds.duplicate(pid, number);
        if (duplicate.ok()) {
            new NativeSocket(Kernel.ofThisProcess(), duplicate.intValue()).close();
        }
        return duplicate;
    }

    @Test
    void aDescriptorIsGivenAgainAndAgain() throws Exception {
        int pid = start();
        assertThat(duplicate(pid, 0).ok()).isTrue();
        assertThat(duplicate(pid, 1).ok()).isTrue();
        assertThat(duplicate(pid, 999).errno()).isEqualTo(Errno.EBADF);
    }

    @Test
    void aProgramThatHasGoneGivesNothing() throws Exception {
        int pid = start();
        assertThat(duplicate(pid, 0).ok()).isTrue();
        started.getFirst().destroyForcibly().waitFor();
        assertThat(duplicate(pid, 0).errno()).isEqualTo(Errno.ESRCH);
        assertThat(duplicate(pid, 0).errno()).isEqualTo(Errno.ESRCH);
    }

    @Test
    void manyProgramsAreServedWithFewDescriptors() throws Exception {
        int before = openDescriptors();
        for (int i = 0; i < 300; i++) {
            int pid = start();
            assertThat(duplicate(pid, 0).ok()).isTrue();
            started.removeFirst().destroyForcibly().waitFor();
        }
        assertThat(openDescriptors() - before).isLessThan(290);
        pidfds.close();
        assertThat(openDescriptors() - before).isLessThan(10);
    }

    private static int openDescriptors() {
        String[] names = new java.io.File("/proc/self/fd").list();
        return names == null ? 0 : names.length;
    }
}
