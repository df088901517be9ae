package io.tsocks.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.HandshakeMode;
import io.tsocks.client.Pipelining;
import io.tsocks.linux.Kernel;
import io.tsocks.linux.Notification;
import io.tsocks.linux.Poller;
import io.tsocks.linux.SeccompListener;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LookupsTest {

    /// As long as a name server is mute.
    @Test
    void lookupsThatWaitHoldUpNoMemory() throws Exception {
        CountDownLatch mute = new CountDownLatch(1);
        List<String> done = new ArrayList<>();
        try (Poller poller = Poller.open(Kernel.ofThisProcess())) {
            ForeignMemory memory = new ForeignMemory(Kernel.ofThisProcess(), poller);
            Destinations destinations = new Destinations(routing(), null);
            Lookups lookups =
                    new Lookups(
                            new SeccompListener(Kernel.ofThisProcess(), -1, true),
                            memory,
                            destinations,
                            _ -> done.add("lookup"),
                            _ -> none(mute));
            for (int i = 0; i < 2 * WaitingThreads.MOST; i++) {
                lookups.resolve(Lookups.Caller.asking(call(i)), "name" + i);
            }
            memory.run(() -> "memory", done::add);
            while (done.isEmpty()) {
                poller.poll(-1, (_, _) -> {});
                memory.drain();
            }
            assertThat(done).containsExactly("memory");
            mute.countDown();
        }
    }

    /// A caller that was interrupted by a signal comes back before the answer.
    @Test
    void aNameIsLookedUpOnceHoweverManyWaitForIt() throws Exception {
        CountDownLatch mute = new CountDownLatch(1);
        List<Notification> answered = new ArrayList<>();
        AtomicInteger count = new AtomicInteger();
        try (Poller poller = Poller.open(Kernel.ofThisProcess())) {
            ForeignMemory memory = new ForeignMemory(Kernel.ofThisProcess(), poller);
            Lookups lookups =
                    new Lookups(
                            new SeccompListener(Kernel.ofThisProcess(), -1, true),
                            memory,
                            new Destinations(routing(), null),
                            answered::add,
                            _ -> {
                                count.incrementAndGet();
                                return none(mute);
                            });
            lookups.resolve(Lookups.Caller.asking(call(1)), "name");
            lookups.resolve(Lookups.Caller.asking(call(2)), "name");
            mute.countDown();
            while (answered.size() < 2) {
                poller.poll(-1, (_, _) -> {});
                memory.drain();
            }
            assertThat(answered).containsExactly(call(1), call(2));
            assertThat(count).hasValue(1);
        }
    }

    private static Notification call(long id) {
        return new Notification(id, 1, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    private static Routing routing() {
        return Supervised.settings(
                        "fallback = yes\n",
                        Duration.ofSeconds(30),
                        Pipelining.of(HandshakeMode.SEQUENTIAL, Runnable::run),
                        Settings.Dns.REMOTE,
                        _ -> {})
                .routing();
    }

    private static List<InetAddress> none(CountDownLatch mute) {
        try {
            mute.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    }
}
