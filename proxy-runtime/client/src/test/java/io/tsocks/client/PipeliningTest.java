package io.tsocks.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.Pipelining.Ability;
import io.tsocks.client.Pipelining.Plan;
import io.tsocks.engine.ProxyServer;
import io.tsocks.net.Secret;
import io.tsocks.net.ServerKind;
import io.tsocks.protocol.Authentication;
import io.tsocks.protocol.Strategy;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.FaultPhase;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PipeliningTest {

    private static final Authentication NONE = new Authentication.None();
    private static final Authentication LOGIN = new Authentication.Password("joe", Secret.of("pw"));
    private static final List<Authentication> OFFERS = List.of(NONE, LOGIN);
    private static final Duration FAR = Duration.ofMillis(20);
    private static final Plan CAREFUL = new Plan(OFFERS, Strategy.SEQUENTIAL);

    private SocksTestServer server = SocksTestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aServerThatReadsAheadIsPipelinedAfterItsSecondConnection() {
        Pipelining pipelining = automatic();
        assertThat(pipelining.plan(key(), OFFERS)).isEqualTo(CAREFUL);
        pipelining.succeeded(key(), NONE, FAR);
        assertThat(pipelining.plan(key(), OFFERS)).isEqualTo(CAREFUL);
        assertThat(server.sessions()).isEmpty();
        pipelining.succeeded(key(), NONE, FAR);
        assertThat(server.sessions()).hasSize(1);
        assertThat(pipelining.plan(key(), OFFERS))
                .isEqualTo(new Plan(List.of(NONE), Strategy.PIPELINED));
        pipelining.succeeded(key(), NONE, FAR);
        assertThat(server.sessions()).as("asked once").hasSize(1);
    }

    @Test
    void aServerBehindOthersIsAskedOnItsWay() {
        Pipelining pipelining = automatic();
        Pipelining.Key behind =
                new Pipelining.Key(
                        key().server(), InetSocketAddress.createUnresolved("outer.test", 1080));
        Pipelining.Way way = limit -> new Socket(server.host(), server.port());
        pipelining.succeeded(behind, NONE, FAR, way);
        pipelining.succeeded(behind, NONE, FAR, way);
        assertThat(server.sessions()).hasSize(1);
        assertThat(pipelining.plan(behind, OFFERS))
                .isEqualTo(new Plan(List.of(NONE), Strategy.PIPELINED));
        assertThat(pipelining.plan(key(), OFFERS)).as("in another way").isEqualTo(CAREFUL);
    }

    @Test
    void aServerThatCannotBeAskedStaysSequential() {
        Pipelining pipelining = automatic();
        Pipelining.Way way =
                limit -> {
                    throw new IOException("a server on the way refuses");
                };
        pipelining.succeeded(key(), NONE, FAR, way);
        pipelining.succeeded(key(), NONE, FAR, way);
        assertThat(pipelining.plan(key(), OFFERS)).isEqualTo(CAREFUL);
    }

    @Test
    void aServerNearbyIsNotAsked() {
        Pipelining pipelining = automatic();
        for (int i = 0; i < 5; i++) {
            pipelining.succeeded(key(), NONE, Duration.ofNanos(999_999));
        }
        assertThat(server.sessions()).isEmpty();
        assertThat(pipelining.plan(key(), OFFERS)).isEqualTo(CAREFUL);
    }

    @Test
    void aServerThatReadsOncePerStateStaysSequential() {
        server.behave(new Fault.OneReadPerState());
        Pipelining pipelining = automatic();
        pipelining.succeeded(key(), NONE, FAR);
        pipelining.succeeded(key(), NONE, FAR);
        assertThat(server.sessions()).hasSize(1);
        assertThat(pipelining.plan(key(), OFFERS)).isEqualTo(CAREFUL);
    }

    @Test
    void twoSilencesInARowDemoteAServer() {
        Pipelining pipelining = automatic();
        pipelining.succeeded(key(), NONE, FAR);
        pipelining.succeeded(key(), NONE, FAR);
        Plan ahead = pipelining.plan(key(), OFFERS);
        assertThat(ahead.strategy()).isEqualTo(Strategy.PIPELINED);
        pipelining.silent(key(), ahead);
        pipelining.succeeded(key(), NONE, FAR);
        pipelining.silent(key(), ahead);
        assertThat(pipelining.plan(key(), OFFERS)).isEqualTo(ahead);
        pipelining.silent(key(), ahead);
        assertThat(pipelining.plan(key(), OFFERS)).isEqualTo(CAREFUL);
    }

    @Test
    void aRefusedMethodMakesItForget() {
        Pipelining pipelining = automatic();
        pipelining.succeeded(key(), NONE, FAR);
        pipelining.succeeded(key(), NONE, FAR);
        pipelining.forget(key());
        assertThat(pipelining.plan(key(), OFFERS)).isEqualTo(CAREFUL);
    }

    @Test
    void aProbeTellsTheServersApart() {
        assertThat(probe(NONE)).isEqualTo(Ability.PIPELINED);
        server.behave(new Fault.Close(FaultPhase.REQUEST));
        assertThat(probe(NONE)).as("as danted and ssh").isEqualTo(Ability.PIPELINED);
        server.behave(new Fault.TruncateRefusal(2));
        assertThat(probe(NONE)).as("as npm's socksv5").isEqualTo(Ability.PIPELINED);
        server.behave(new Fault.OneReadPerState());
        assertThat(probe(NONE)).as("as microsocks").isEqualTo(Ability.SEQUENTIAL);
        server.behave(new Fault.Mute(FaultPhase.ACCEPT));
        assertThat(probe(NONE)).isEqualTo(Ability.SEQUENTIAL);
        server.behave(new Fault.LostMethodReply(), new Fault.Refuse(1));
        assertThat(probe(NONE)).as("as tor").isEqualTo(Ability.PIPELINED);
        server.close();
        assertThat(probe(NONE)).isEqualTo(Ability.SEQUENTIAL);
    }

    /// Its end looks as if the request were the reason.
    @Test
    void aServerThatIsRestartedDuringTheProbeIsAskedAgain() {
        server.behave(new Fault.OneReadPerState());
        try (SocksTestServer stopped = SocksTestServer.start()) {
            stopped.behave(new Fault.Close(FaultPhase.REQUEST));
            Iterator<SocksTestServer> inTurn = List.of(stopped, server).iterator();
            Pipelining.Way way =
                    limit -> {
                        SocksTestServer next = inTurn.next();
                        return new Socket(next.host(), next.port());
                    };
            assertThat(new Probe().ask(way, NONE, FAR)).isEqualTo(Ability.SEQUENTIAL);
        }
    }

    @Test
    void aProbeWithAPasswordDoesSoToo() {
        server.close();
        server = SocksTestServer.builder().login("joe", "pw").start();
        assertThat(probe(LOGIN)).isEqualTo(Ability.PIPELINED);
        server.behave(new Fault.LostMethodReply());
        assertThat(probe(LOGIN)).as("as tor").isEqualTo(Ability.METHOD_FIRST);
        server.behave(new Fault.OneReadPerState());
        assertThat(probe(LOGIN)).isEqualTo(Ability.SEQUENTIAL);
        server.behave(new Fault.LoginStatus(1));
        assertThat(probe(LOGIN)).isEqualTo(Ability.SEQUENTIAL);
    }

    @Test
    void theOtherModesAskNobody() {
        Pipelining sequential =
                new Pipelining(HandshakeMode.SEQUENTIAL, new Probe(), Runnable::run);
        Pipelining pipelined = new Pipelining(HandshakeMode.PIPELINED, new Probe(), Runnable::run);
        for (int i = 0; i < 3; i++) {
            sequential.succeeded(key(), NONE, FAR);
            pipelined.succeeded(key(), NONE, FAR);
        }
        assertThat(sequential.plan(key(), OFFERS)).isEqualTo(CAREFUL);
        assertThat(pipelined.plan(key(), OFFERS))
                .isEqualTo(new Plan(List.of(NONE), Strategy.PIPELINED));
        assertThat(server.sessions()).isEmpty();
    }

    @Test
    void aPasswordIsNotSentAheadToAServerThatNeverAskedForOne() {
        Pipelining pipelining = Pipelining.of(HandshakeMode.PIPELINED, Runnable::run);
        Plan waiting = new Plan(OFFERS, Strategy.METHOD_FIRST);
        assertThat(pipelining.plan(key(), List.of(NONE)))
                .isEqualTo(new Plan(List.of(NONE), Strategy.PIPELINED));
        assertThat(pipelining.plan(key(), OFFERS)).isEqualTo(waiting);
        pipelining.succeeded(key(), LOGIN, FAR);
        assertThat(pipelining.plan(key(), OFFERS))
                .isEqualTo(new Plan(List.of(LOGIN), Strategy.PIPELINED));
        pipelining.forget(key());
        assertThat(pipelining.plan(key(), OFFERS)).isEqualTo(waiting);
    }

    private Ability probe(Authentication method) {
        return new Probe().ask(limit -> new Socket(server.host(), server.port()), method, FAR);
    }

    private static Pipelining automatic() {
        return new Pipelining(HandshakeMode.AUTO, new Probe(), Runnable::run);
    }

    private Pipelining.Key key() {
        ProxyServer configured =
                new ProxyServer(server.host(), server.port(), ServerKind.SOCKS5, null, null);
        return new Pipelining.Key(configured, server.address());
    }
}
