package io.tsocks.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.linux.Abi;
import io.tsocks.linux.Kernel;
import io.tsocks.linux.Notification;
import io.tsocks.linux.Poller;
import io.tsocks.linux.SeccompListener;
import io.tsocks.linux.Syscall;
import io.tsocks.linux.Target;
import io.tsocks.linux.Trapped;
import io.tsocks.testing.RequiresProgram;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@RequiresProgram("python3")
@Timeout(60)
class RepliesTest {

    private static final int ERROR = 42;

    /// Python asks a socket that it drops for its peer, and nobody answers that here.
    private static final String ASKS_FOR_AN_ERROR =
            """
            import os, socket
            s = socket.socket()
            os._exit(s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
            """;

    /// A process whose getsockopt(2) waits for its answer.
    private record Asking(SeccompListener listener, Process process, Notification call)
            implements AutoCloseable {

        static Asking start() throws Exception {
            FutureTask<Asking> task = new FutureTask<>(Asking::startHere);
            Thread.ofPlatform().start(task).join();
            return task.get();
        }

        /// Installs the filter on the calling thread, which is to end then.
        private static Asking startHere() throws Exception {
            SeccompListener listener = SeccompListener.install(Trapped.SENDS);
            Process process = new ProcessBuilder("python3", "-c", ASKS_FOR_AN_ERROR).start();
            int wanted = Syscall.GETSOCKOPT.number(Abi.current());
            while (true) {
                Notification call = listener.receive().orElseThrow();
                if (call.number() == wanted) {
                    return new Asking(listener, process, call);
                }
                listener.letThrough(call.id());
            }
        }

        /// What the process has where the answer goes.
        byte[] buffer() {
            return new Target(Kernel.ofThisProcess(), call.tid())
                    .read(call.d(), Integer.BYTES)
                    .bytes();
        }

        /// Answers a call with [#ERROR], and waits until that is done.
        void answer(Notification asked) throws Exception {
            try (Poller poller = Poller.open(Kernel.ofThisProcess())) {
                ForeignMemory memory = new ForeignMemory(Kernel.ofThisProcess(), poller);
                new Replies(listener, memory).error(asked, ERROR, () -> {});
                poller.poll(-1, (token, events) -> {});
                memory.drain();
            }
        }

        @Override
        public void close() {
            listener.close();
            process.destroyForcibly().onExit().join();
        }
    }

    @Test
    void anAnswerIsWrittenIntoTheProcessThatAsked() throws Exception {
        try (Asking asking = Asking.start()) {
            asking.answer(asking.call());
            assertThat(asking.process().waitFor()).isEqualTo(ERROR);
        }
    }

    /// As the supervisor sees it when a caller has ended and its number is another process's.
    @Test
    void nothingIsWrittenIntoAProcessThatHasGotTheNumberOfTheOneThatAsked() throws Exception {
        try (Asking gone = Asking.start();
                Asking other = Asking.start()) {
            gone.process().destroyForcibly().waitFor();
            byte[] before = other.buffer();
            Notification of = other.call();
            gone.answer(
                    new Notification(
                            gone.call().id(),
                            of.tid(),
                            of.arch(),
                            of.number(),
                            of.a(),
                            of.b(),
                            of.c(),
                            of.d(),
                            of.e(),
                            of.f()));
            assertThat(before).isNotEqualTo(Replies.bytes(ERROR));
            assertThat(other.buffer()).isEqualTo(before);
        }
    }
}
