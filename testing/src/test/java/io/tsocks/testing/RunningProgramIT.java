package io.tsocks.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Programs end when they should.
class RunningProgramIT {

    @TempDir private Path folder;

    private RunningProgram shell(String script) {
        return RunningProgram.start(Command.of("sh", "-c", script), folder.resolve("log"));
    }

    @Test
    void aProgramThatEndsTooEarlySaysWhy() {
        try (RunningProgram program = shell("echo no such port; exit 3")) {
            assertThatThrownBy(() -> program.awaitListening(1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("before it ended")
                    .hasMessageContaining("no such port");
        }
    }

    @Test
    void aStubbornProgramAndItsChildrenAreKilled() {
        RunningProgram program = shell("trap '' TERM; sleep 600 & echo up; wait; wait");
        program.awaitLog("up");
        ProcessHandle child = program.handle().children().findFirst().orElseThrow();
        program.close();
        assertThat(program.handle().isAlive()).isFalse();
        assertThat(child.isAlive()).isFalse();
    }

    /// A JVM that starts a program and tells its process id.
    static final class Starter {

        private Starter() {}

        public static void main(String[] args) throws Exception {
            RunningProgram program =
                    RunningProgram.start(Command.of("sleep", "600"), Path.of(args[0]));
            System.out.println(program.handle().pid());
            new CountDownLatch(1).await();
        }
    }

    @Test
    @RequiresProgram("setpriv")
    void aProgramDiesWithAJvmThatIsKilled() throws Exception {
        Process jvm =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Starter.class.getName(),
                                folder.resolve("log").toString())
                        .start();
        try (BufferedReader output = jvm.inputReader()) {
            ProcessHandle program =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            jvm.destroyForcibly();
            program.onExit().get(30, TimeUnit.SECONDS);
            assertThat(program.isAlive()).isFalse();
        } finally {
            jvm.destroyForcibly();
        }
    }
}
