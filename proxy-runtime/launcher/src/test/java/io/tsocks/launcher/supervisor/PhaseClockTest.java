package io.tsocks.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.health.ServerFailure;
import io.tsocks.engine.ProxyServer;
import io.tsocks.net.ServerKind;
import io.tsocks.protocol.Phase;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PhaseClockTest {

    private static final PhaseClock.Limits ONE =
            PhaseClock.Limits.ofOne(Settings.Deadlines.DEFAULT);
    private static final PhaseClock.Limits GROUP =
            PhaseClock.Limits.ofGroup(Settings.Deadlines.DEFAULT);
    private static final ProxyServer HOP =
            new ProxyServer("192.0.2.1", 1080, ServerKind.SOCKS5, null, null);

    private long now = Long.MAX_VALUE - 5;

    @Test
    void aServerWithAStandInHasOneTimeToBeReachedAndToNegotiate() {
        PhaseClock clock = ofGroup();
        assertThat(left(clock)).isEqualTo(10);
        pass(6);
        clock.keepTimeOf(Phase.METHOD, null);
        assertThat(left(clock)).isEqualTo(4);
        pass(3);
        clock.keepTimeOf(Phase.AUTHENTICATION, null);
        assertThat(left(clock)).isEqualTo(1);
        clock.keepTimeOf(Phase.REQUEST, null);
        assertThat(left(clock)).isEqualTo(1);
        clock.keepTimeOf(Phase.REPLY, null);
        assertThat(left(clock)).isEqualTo(130);
    }

    @Test
    void eachServerOfAWayHasItsOwn() {
        PhaseClock clock = ofGroup();
        pass(9);
        clock.keepTimeOf(Phase.METHOD, HOP);
        assertThat(left(clock)).isEqualTo(1);
        clock.keepTimeOf(Phase.REPLY, HOP);
        pass(8);
        assertThat(left(clock)).isEqualTo(2);
        clock.keepTimeOf(Phase.METHOD, null);
        assertThat(left(clock)).isEqualTo(10);
    }

    @Test
    void onlyTheServersOnTheWayHaveLittleTimeIfOthersStandInForThem() {
        PhaseClock clock = new PhaseClock(ONE, GROUP, true, () -> now);
        assertThat(left(clock)).isEqualTo(10);
        pass(9);
        clock.keepTimeOf(Phase.METHOD, HOP);
        assertThat(left(clock)).isEqualTo(1);
        clock.keepTimeOf(Phase.REPLY, HOP);
        assertThat(left(clock)).isEqualTo(10);
        clock.keepTimeOf(Phase.METHOD, null);
        assertThat(left(clock)).isEqualTo(30);
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"METHOD", "AUTHENTICATION", "REQUEST"})
    void aServerThatIsAloneHasItsTimeForEachPhase(Phase phase) {
        PhaseClock clock = new PhaseClock(ONE, ONE, false, () -> now);
        pass(29);
        clock.keepTimeOf(phase, null);
        assertThat(left(clock)).isEqualTo(30);
    }

    @Test
    void silenceUntilADeadlineThatTheConnectCutsShortShowsLess() {
        assertThat(ofGroup().silence()).isEqualTo(ServerFailure.MUTE);
        PhaseClock.Limits rest = GROUP.within(Duration.ofSeconds(9));
        PhaseClock clock = new PhaseClock(rest, rest, true, () -> now);
        assertThat(clock.silence()).isEqualTo(ServerFailure.LATE);
    }

    private PhaseClock ofGroup() {
        return new PhaseClock(GROUP, GROUP, true, () -> now);
    }

    private long left(PhaseClock clock) {
        return Duration.ofNanos(clock.left(now)).toSeconds();
    }

    private void pass(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }
}
