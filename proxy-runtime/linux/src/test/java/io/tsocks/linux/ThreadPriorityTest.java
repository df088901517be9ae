package io.tsocks.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class ThreadPriorityTest {

    private static final int NICE = 18;

    @Test
    void onlyTheCallingThreadStandsBack() throws Exception {
        int before = niceOfThisThread();
        var lowered =
                new FutureTask<>(
                        () -> {
                            ThreadPriority.lower();
                            return niceOfThisThread();
                        });
        Thread.ofPlatform().start(lowered);
        assertThat(lowered.get()).isEqualTo(Math.max(before, 10));
        assertThat(niceOfThisThread()).isEqualTo(before);
    }

    /// proc_pid_stat(5): the 19th field, of which two stand before the end of the name.
    private static int niceOfThisThread() throws Exception {
        String stat = Files.readString(Path.of("/proc/thread-self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Integer.parseInt(fields[NICE - 2]);
    }
}
