package io.tsocks.client;

import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.client.testing.Clients;
import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Resolver;
import io.tsocks.net.Secret;
import io.tsocks.protocol.Authentication;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.Session;
import io.tsocks.testserver.SocksTestServer;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Counts what a handshake costs on the wire: how often the client waits for the server.
class FlightsTest {

    private static final String LOGIN = "default_user = joe\ndefault_pass = pw\n";

    @ParameterizedTest
    @CsvSource({
        "4, SEQUENTIAL, false, 1, 1",
        "4, PIPELINED, false, 1, 1",
        "5, SEQUENTIAL, false, 2, 2",
        "5, AUTO, false, 2, 2",
        "5, PIPELINED, false, 1, 1",
        "5, SEQUENTIAL, true, 3, 3",
        "5, PIPELINED, true, 2, 1",
    })
    void aHandshakeTakesAsManyFlightsAsItMust(
            int version, HandshakeMode mode, boolean login, int first, int later) throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = server(login, target)) {
            String more = login ? LOGIN : "";
            Tsocks tsocks = clientFor(through(server, version, more)).handshake(mode).build();
            assertFlights(tsocks, server, 1, first);
            assertFlights(tsocks, server, 2, later);
        }
    }

    private static void assertFlights(
            Tsocks tsocks, SocksTestServer server, int connection, int flights) throws Exception {
        try (Socket socket = tsocks.connect("a.test", 80, Clients.SOON)) {
            TsocksTest.assertEchoes(socket);
        }
        Session session = server.awaitEnd(connection);
        assertThat(session.flights()).isEqualTo(flights);
        assertThat(session.reads()).as("one write, one read each").hasSize(flights);
        assertThat(session.earlyBytes()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"false, 1", "true, 1"})
    void whatIsLearnedOfAServerSavesFlights(boolean login, int flights) throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = server(login, target)) {
            Session session = afterLearning(server, login);
            assertThat(session.flights()).isEqualTo(flights);
            assertThat(session.granted()).isTrue();
        }
    }

    /// As tor.
    @Test
    void aServerThatLosesItsMethodReplyIsAskedForItFirst() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = server(true, target)) {
            server.behave(new Fault.LostMethodReply());
            assertThat(afterLearning(server, true).flights()).isEqualTo(2);
        }
    }

    /// Two connects that were given up in the reply's phase, by whatever, are two too many.
    @Test
    void aServerThatIsSilentAfterAllIsNoLongerPipelined() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = server(false, target)) {
            Tsocks tsocks = learned(server, false, new ConnectListener() {});
            server.behave(new Fault.Close(io.tsocks.testserver.FaultPhase.REQUEST));
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> tsocks.connect("a.test", 80, Clients.SOON))
                        .isInstanceOf(SocksException.class);
            }
            server.behave(new Fault.Slow(Duration.ofMillis(30)));
            tsocks.connect("a.test", 80, Clients.SOON).close();
            assertThat(server.awaitEnd(4).flights()).isEqualTo(2);
        }
    }

    @Test
    void aConnectThatIsClosedOrInterruptedCountsAsSilence() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = server(false, target)) {
            Semaphore waiting = new Semaphore(0);
            Tsocks tsocks = learned(server, false, entering(Phase.REPLY, waiting));
            server.behave(new Fault.Mute(io.tsocks.testserver.FaultPhase.REQUEST));
            InetSocketAddress address = InetSocketAddress.createUnresolved("a.test", 80);
            for (boolean interrupted : new boolean[] {true, false}) {
                Socket socket = tsocks.unconnectedSocket();
                FutureTask<Boolean> connecting =
                        new FutureTask<>(
                                () -> {
                                    socket.connect(address);
                                    return true;
                                });
                Thread thread = Thread.ofPlatform().start(connecting);
                waiting.acquire();
                if (interrupted) {
                    thread.interrupt();
                } else {
                    socket.close();
                }
                thread.join();
            }
            server.behave(new Fault.Slow(Duration.ofMillis(30)));
            tsocks.connect("a.test", 80, Clients.SOON).close();
            assertThat(server.awaitEnd(4).flights()).isEqualTo(2);
        }
    }

    private Session afterLearning(SocksTestServer server, boolean login) throws Exception {
        Tsocks tsocks = learned(server, login, new ConnectListener() {});
        try (Socket socket = tsocks.connect("a.test", 80, Clients.SOON)) {
            TsocksTest.assertEchoes(socket);
        }
        return server.awaitEnd(2);
    }

    private static ConnectListener entering(Phase awaited, Semaphore reached) {
        return new ConnectListener() {
            @Override
            public void entered(SocksAddress destination, Decision decision, Phase phase) {
                if (phase == awaited) {
                    reached.release();
                }
            }
        };
    }

    /// A client that has asked the server, which a real one does only far from here.
    private static Tsocks learned(SocksTestServer server, boolean login, ConnectListener listener) {
        Policy policy = through(server, 5, login ? LOGIN : "");
        Decision decision = PolicyEngine.of(policy).decide("a.test", 80, Resolver.none());
        ProxyServer asked = ((Action.Via) decision.action()).servers().getFirst();
        Pipelining.Key key = new Pipelining.Key(asked, server.address());
        Authentication method =
                login
                        ? new Authentication.Password("joe", Secret.of("pw"))
                        : new Authentication.None();
        Pipelining pipelining = new Pipelining(HandshakeMode.AUTO, new Probe(), Runnable::run);
        for (int i = 0; i < 2; i++) {
            pipelining.succeeded(key, method, Duration.ofMillis(100));
        }
        return clientFor(policy).listener(listener).build(pipelining);
    }

    /// Slow enough that whatever belongs to a flight has arrived.
    private static SocksTestServer server(boolean login, TargetServer target) {
        Fault slow = new Fault.Slow(Duration.ofMillis(30));
        var builder = SocksTestServer.builder().redirectAll(target.address()).faults(slow);
        return login ? builder.login("joe", "pw").start() : builder.start();
    }
}
