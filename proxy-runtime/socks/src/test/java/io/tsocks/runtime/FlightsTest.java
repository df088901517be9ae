package io.tsocks.runtime;

import static io.tsocks.runtime.Clients.clientFor;
import static io.tsocks.runtime.Clients.through;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.Session;
import io.tsocks.testserver.SocksTestServer;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Counts what a handshake costs on the wire: how often the client waits for the server.
class FlightsTest {

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
            String more = login ? "default_user = joe\ndefault_pass = pw\n" : "";
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

    /// Slow enough that whatever belongs to a flight has arrived.
    private static SocksTestServer server(boolean login, TargetServer target) {
        Fault slow = new Fault.Slow(Duration.ofMillis(30));
        var builder = SocksTestServer.builder().redirectAll(target.address()).faults(slow);
        return login ? builder.login("joe", "pw").start() : builder.start();
    }
}
