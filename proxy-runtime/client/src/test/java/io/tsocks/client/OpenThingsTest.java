package io.tsocks.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.testing.Clients;
import io.tsocks.client.time.Deadline;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What the leak tests take for a leak.
class OpenThingsTest {

    private static final String POOL = "tsocks-test-pool";

    private final TimedTasks tasks = new TimedTasks(POOL, "tests", 4);

    @Test
    void anIdleThreadOfAPoolIsNoLeak() throws Exception {
        OpenThings before = OpenThings.now();
        assertThat(run(() -> "done")).isEqualTo("done");
        assertThat(OpenThings.leakedSince(before).threads()).doesNotContain(POOL);
    }

    @Test
    void aThreadOfAPoolCountsWhileItWorks() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Callable<String> work =
                () -> {
                    working.countDown();
                    end.await();
                    return "done";
                };
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> call = callers.submit(() -> run(work));
            working.await();
            assertThat(OpenThings.now().threads()).contains(POOL);
            end.countDown();
            assertThat(call.get()).isEqualTo("done");
        }
    }

    @Test
    void aVirtualThreadCounts() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Thread waiting =
                Thread.ofVirtual()
                        .name("tsocks-test-login")
                        .start(
                                () -> {
                                    try {
                                        end.await();
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
        assertThat(OpenThings.now().threads()).contains("tsocks-test-login");
        end.countDown();
        waiting.join();
    }

    /// Twenty, because what earlier tests forgot may close meanwhile.
    @Test
    void socketsCount() throws Exception {
        OpenThings before = OpenThings.now();
        List<ServerSocket> open = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            open.add(new ServerSocket(0));
        }
        assertThat(OpenThings.now().descriptors()).isGreaterThan(before.descriptors() + 10);
        for (ServerSocket socket : open) {
            socket.close();
        }
    }

    private String run(Callable<String> task) throws Exception {
        return tasks.run(task, Deadline.in(Clients.SOON), new Cancellation());
    }
}
