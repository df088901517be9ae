package io.tsocks.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.linux.Errno;
import io.tsocks.linux.Notification;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server's name resolves to another address once the one that is known has failed.
@Timeout(60)
class SecondLookupsTest {

    private static final Duration ENOUGH = Duration.ofSeconds(20);
    private static final Duration LITTLE = Duration.ofMillis(200);

    private static final String NOBODY = "10.0.0.3";
    private static final String SERVER = "127.0.0.1";

    private static final String POLICY =
            """
            local = 10.0.0.0/8
            path {
                reaches = 192.0.2.0/24
                server = socks5://proxy.test:1080
            }
            """;

    private final AtomicInteger lookups = new AtomicInteger();

    /// Answers, one after the other; the last one for ever. Empty: the name does not resolve.
    private Routing routing(String policy, String... answers) {
        Deque<String> left = new ArrayDeque<>(List.of(answers));
        return Supervised.routing(
                policy,
                name -> {
                    lookups.incrementAndGet();
                    String answer = left.size() > 1 ? left.removeFirst() : left.getFirst();
                    if (answer.isEmpty()) {
                        throw new UnknownHostException(name);
                    }
                    return List.of(InetAddress.ofLiteral(answer));
                });
    }

    private static Notification gated(FakeRun run) throws InterruptedException {
        Notification call = run.connect(FakeRun.FAR, true);
        assertThat(run.answer(call).errno()).isEqualTo(Errno.EINPROGRESS);
        return call;
    }

    @Test
    void theNewAddressHasItsTurnInTheSameConnect() throws Exception {
        try (FakeRun run = new FakeRun(ENOUGH, routing(POLICY, NOBODY, SERVER))) {
            run.assertGoesOn();
            assertThat(lookups).hasValue(2);
            run.assertGoesOn();
            assertThat(lookups).as("the address is known now").hasValue(2);
        }
    }

    @Test
    void aConnectThatDoesNotWaitGoesOnToo() throws Exception {
        try (FakeRun run = new FakeRun(ENOUGH, routing(POLICY, NOBODY, SERVER))) {
            gated(run);
            run.assertGoesOn();
        }
    }

    @Test
    void eachMemberOfAGroupIsLookedUpIfAllHaveFailed() throws Exception {
        String group =
                """
                local = 10.0.0.0/8
                path {
                    reaches = 192.0.2.0/24
                    server = socks5://10.0.0.4:1080
                    server = socks5://other.test:1080
                    server = socks5://proxy.test:1080
                }
                """;
        try (FakeRun run = new FakeRun(ENOUGH, routing(group, NOBODY, NOBODY, NOBODY, SERVER))) {
            run.assertGoesOn();
            assertThat(lookups).hasValue(4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {NOBODY, "", "10.0.0.5"})
    void withoutAServerThereTheConnectFailsAsBefore(String second) throws Exception {
        FakeRun run = new FakeRun(ENOUGH, routing(POLICY, NOBODY, second));
        try (run) {
            Notification failed = run.connect(FakeRun.FAR);
            assertThat(run.answer(failed).errno()).isEqualTo(Errno.ECONNREFUSED);
            assertThat(lookups).as("once for the connect").hasValue(2);
        }
        assertThat(run.events())
                .singleElement()
                .extracting(event -> event.fate().message())
                .asString()
                .contains("cannot reach the server socks5://proxy.test:1080");
    }

    @Test
    void aServerWithoutANameIsNotLookedUp() throws Exception {
        String policy = POLICY.replace("proxy.test", NOBODY);
        try (FakeRun run = new FakeRun(ENOUGH, routing(policy, SERVER))) {
            Notification failed = run.connect(FakeRun.FAR);
            assertThat(run.answer(failed).errno()).isEqualTo(Errno.ECONNREFUSED);
            assertThat(lookups).hasValue(0);
        }
    }

    /// The first lookup is that of the start.
    private Routing mute(CountDownLatch mute) {
        Deque<String> first = new ConcurrentLinkedDeque<>(List.of(NOBODY));
        return Supervised.routing(
                POLICY,
                _ -> {
                    lookups.incrementAndGet();
                    String known = first.poll();
                    return List.of(InetAddress.ofLiteral(known == null ? late(mute) : known));
                });
    }

    private static String late(CountDownLatch mute) {
        try {
            mute.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return SERVER;
    }

    /// Its answer serves the next connect.
    @Test
    void aMuteNameServerHoldsUpNobodyForLong() throws Exception {
        CountDownLatch mute = new CountDownLatch(1);
        try (FakeRun run = new FakeRun(LITTLE, mute(mute))) {
            Notification failed = run.connect(FakeRun.FAR);
            Notification local = run.connect(FakeRun.LOCAL);
            assertThat(run.answer(local).errno()).isZero();
            assertThat(run.answer(failed).errno()).isEqualTo(Errno.ECONNREFUSED);
            assertThat(run.socketOf(failed).peer()).isNull();
            mute.countDown();
            run.assertGoesOn();
        }
    }

    @Test
    void manyConnectsWaitForOneLookup() throws Exception {
        CountDownLatch mute = new CountDownLatch(1);
        try (FakeRun run = new FakeRun(ENOUGH, mute(mute))) {
            List<Notification> calls =
                    List.of(gated(run), gated(run), gated(run), run.connect(FakeRun.FAR));
            mute.countDown();
            assertThat(run.answer(calls.getLast()).errno()).isZero();
            run.assertConnectedAsAllowed(calls.getLast());
            // the first at the start; a connect that begins after the answer asks once more
            assertThat(lookups.get()).isBetween(2, 3);
        }
    }

    @Test
    void aCallerThatDiesWhileTheNameIsLookedUpLeavesNothingBehind() throws Exception {
        CountDownLatch mute = new CountDownLatch(1);
        try (FakeRun run = new FakeRun(ENOUGH, mute(mute))) {
            Notification dead = run.connect(FakeRun.FAR);
            run.die(dead);
            run.await(dead);
            mute.countDown();
            run.assertGoesOn();
        }
    }
}
