package io.tsocks.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.linux.C;
import io.tsocks.linux.Errno;
import io.tsocks.linux.Notification;
import io.tsocks.linux.Syscall;
import io.tsocks.testing.Seeds;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Faults that no kernel gives on demand: the loop goes on, closes what it opened, and lets nothing
/// through that the policy does not allow. Each [FakeRun#close] counts the descriptors.
@Timeout(60)
class SupervisorFaultsTest {

    private static final Duration ENOUGH = Duration.ofSeconds(20);
    private static final Duration LITTLE = Duration.ofMillis(200);

    @Test
    void withoutFaultsEachConnectGoesAsThePolicySays() throws Exception {
        try (FakeRun run = new FakeRun(ENOUGH)) {
            for (boolean nonBlocking : new boolean[] {false, true}) {
                Notification direct = run.connect(FakeRun.LOCAL, nonBlocking);
                assertThat(run.answer(direct).errno()).isZero();
                run.assertConnectedAsAllowed(direct);
                Notification refused = run.connect(FakeRun.REFUSED, nonBlocking);
                assertThat(run.answer(refused).errno()).isEqualTo(Errno.ECONNREFUSED);
                assertThat(run.socketOf(refused).peer()).isNull();
            }
            Notification gated = run.connect(FakeRun.FAR, true);
            assertThat(run.answer(gated).errno()).isEqualTo(Errno.EINPROGRESS);
            run.assertGoesOn();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PIDFD_OPEN, ESRCH",
        "PIDFD_GETFD, ENOMEM",
        "PIDFD_GETFD, EPERM",
        "PIDFD_GETFD, EBADF",
        "PROCESS_VM_READV, EFAULT",
        "GETSOCKOPT, ENOMEM",
        "FCNTL, EMFILE",
        "FCNTL, ENFILE",
        "CONNECT, ENOMEM",
        "CONNECT, EINTR",
        "SENDMSG, ENOMEM",
        "SENDMSG, EINTR",
        "RECVFROM, ENOMEM",
        "RECVFROM, EINTR",
    })
    void aConnectThatCannotBeMadeFailsAndTheNextOneIsMade(Syscall call, String errno)
            throws Exception {
        try (FakeRun run = new FakeRun(ENOUGH)) {
            run.change(() -> run.faults().failNext(call, number(errno)));
            Notification failed = run.connect(FakeRun.FAR);
            assertThat(run.answer(failed).isSuccess()).isFalse();
            assertThat(run.answer(failed).goesOn()).isFalse();
            run.assertGoesOn();
        }
    }

    @Test
    void anErrorThatConnectHasReturnedIsNotToldAgain() throws Exception {
        try (FakeRun run = new FakeRun(ENOUGH)) {
            run.change(() -> run.faults().failNext(Syscall.RECVFROM, Errno.ENOMEM));
            Notification failed = run.connect(FakeRun.FAR, true);
            assertThat(run.answer(failed).errno()).isEqualTo(Errno.ECONNREFUSED);
            assertThat(run.socketOf(failed).takeError()).isZero();
        }
    }

    private static int number(String errno) {
        return switch (errno) {
            case "ENOMEM" -> Errno.ENOMEM;
            case "EINTR" -> Errno.EINTR;
            case "EFAULT" -> Errno.EFAULT;
            case "EMFILE" -> Errno.EMFILE;
            case "ENFILE" -> Errno.ENFILE;
            case "ESRCH" -> Errno.ESRCH;
            case "EPERM" -> Errno.EPERM;
            case "EBADF" -> Errno.EBADF;
            default -> throw new IllegalArgumentException(errno);
        };
    }

    @ParameterizedTest
    @CsvSource({"SENDMSG", "RECVFROM"})
    void whatHasToWaitWaits(Syscall call) throws Exception {
        try (FakeRun run = new FakeRun(ENOUGH)) {
            run.change(() -> run.faults().failNext(call, Errno.EAGAIN));
            run.assertGoesOn();
        }
    }

    @ParameterizedTest
    @CsvSource({"24", "23"})
    void aConnectWaitsForADescriptor(int errno) throws Exception {
        try (FakeRun run = new FakeRun(ENOUGH)) {
            run.change(() -> run.faults().fail(Syscall.PIDFD_GETFD, errno, 3));
            run.assertGoesOn();
        }
    }

    @Test
    void aConnectThatWaitsInVainForADescriptorTimesOut() throws Exception {
        try (FakeRun run = new FakeRun(LITTLE)) {
            run.change(() -> run.faults().fail(Syscall.PIDFD_GETFD, Errno.ENFILE, 10_000));
            Notification late = run.connect(FakeRun.FAR);
            assertThat(run.answer(late).errno()).isEqualTo(Errno.ETIMEDOUT);
            assertThat(run.socketOf(late).peer()).isNull();
        }
    }

    @Test
    void aSocketThatCannotBeWatchedIsNotLeftBehind() throws Exception {
        try (FakeRun run = new FakeRun(ENOUGH)) {
            run.change(run.programs()::beMute);
            run.change(() -> run.faults().failNext(Syscall.EPOLL_CTL, Errno.ENOBUFS));
            Notification failed = run.connect(FakeRun.FAR);
            assertThat(run.answer(failed).errno()).isEqualTo(Errno.ECONNREFUSED);
            assertThat(run.socketOf(failed).peer()).as("its state is undone").isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"EPOLL_PWAIT", "IOCTL"})
    void anInterruptedLoopGoesOn(Syscall call) throws Exception {
        try (FakeRun run = new FakeRun(ENOUGH)) {
            run.change(
                    () -> {
                        if (call == Syscall.IOCTL) {
                            run.faults().failNextIoctl(C.SECCOMP_IOCTL_NOTIF_RECV, Errno.EINTR);
                        } else {
                            run.faults().failNext(call, Errno.EINTR);
                        }
                    });
            run.assertGoesOn();
        }
    }

    /// The kernel says ENOENT to an answer that nobody waits for any more.
    @Test
    void aCallerThatHasGoneWhenItIsAnsweredIsNoTrouble() throws Exception {
        try (FakeRun run = new FakeRun(ENOUGH)) {
            for (InetSocketAddress to : List.of(FakeRun.FAR, FakeRun.LOCAL, FakeRun.REFUSED)) {
                run.change(run.programs()::dieBeforeAnswer);
                Notification dead = run.connect(to);
                run.await(dead);
                assertThat(run.programs().answer(dead)).isNull();
                run.assertGoesOn();
            }
        }
    }

    /// Its server is silent, it dies, and the answer that comes too late is nobody's.
    @Test
    void aCallerThatDiesWhileItsServerIsSilentLeavesNothingBehind() throws Exception {
        try (FakeRun run = new FakeRun(LITTLE)) {
            run.change(run.programs()::beMute);
            Notification dead = run.connect(FakeRun.FAR);
            Notification patient = run.connect(FakeRun.FAR);
            run.die(dead);
            assertThat(run.answer(patient).errno()).isEqualTo(Errno.ETIMEDOUT);
            assertThat(run.socketOf(patient).peer()).isNull();
        }
    }

    /// Its program has no descriptor of it any more, and its peer takes nothing.
    @Test
    void aSocketThatWaitsForItsPeerWhenItIsClosedHoldsUpNoOtherConnect() throws Exception {
        try (FakeRun run = new FakeRun(ENOUGH)) {
            Notification lingering = run.connectLingering(FakeRun.FAR);
            assertThat(run.answer(lingering).errno()).isZero();
            run.assertGoesOn();
            run.change(() -> run.socketOf(lingering).setLinger(false));
        }
    }

    @Test
    void whatIsUnderWayWhenTheLastProgramEndsIsClosed() throws Exception {
        try (FakeRun run = new FakeRun(ENOUGH)) {
            run.change(run.programs()::beMute);
            run.connect(FakeRun.FAR);
            Notification gated = run.connect(FakeRun.FAR, true);
            assertThat(run.answer(gated).errno()).isEqualTo(Errno.EINPROGRESS);
        }
    }

    static LongStream seeds() {
        return Seeds.first(60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverFailsNothingLeaksAndNothingIsAllowedThatShouldNotBe(long seed) throws Exception {
        RandomGenerator random = Seeds.random(seed);
        List<Notification> calls = new ArrayList<>();
        try (FakeRun run = new FakeRun(LITTLE)) {
            run.change(() -> run.faults().failAtRandom(random, 4 + random.nextInt(30)));
            for (int i = 0; i < 20; i++) {
                Notification call = run.connect(anywhere(random), random.nextBoolean());
                calls.add(call);
                if (random.nextInt(8) == 0) {
                    run.die(call);
                }
            }
            for (Notification call : calls) {
                run.await(call);
                run.assertSafe(call);
            }
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private static InetSocketAddress anywhere(RandomGenerator random) {
        return List.of(FakeRun.FAR, FakeRun.LOCAL, FakeRun.REFUSED).get(random.nextInt(3));
    }
}
