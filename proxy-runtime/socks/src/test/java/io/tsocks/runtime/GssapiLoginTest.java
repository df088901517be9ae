package io.tsocks.runtime;

import static io.tsocks.runtime.Clients.SOON;
import static io.tsocks.runtime.Clients.clientFor;
import static io.tsocks.runtime.Clients.leadingTo;
import static io.tsocks.runtime.Clients.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tsocks.engine.SocksServer;
import io.tsocks.socks.GssapiContext;
import io.tsocks.socks.GssapiException;
import io.tsocks.socks.Phase;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.SocksTestServer;
import java.net.Socket;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// When and for how long a client logs in with GSSAPI.
class GssapiLoginTest {

    private static final Fault GSSAPI = new Fault.SelectMethod(1);

    private final TargetServer target = TargetServer.echo();
    private final SocksTestServer server = leadingTo(target.address());
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);

    /// A key distribution centre that is mute, even to an interrupt.
    private final GssapiLogin mute =
            _ -> {
                asked.countDown();
                while (answer.getCount() > 0) {
                    Thread.onSpinWait();
                }
                throw new GssapiException("too late");
            };

    @AfterEach
    void stop() {
        answer.countDown();
        server.close();
        target.close();
    }

    @Test
    void aServerThatWantsNoLoginNeedsNoTicket() throws Exception {
        try (Socket socket = client(GssapiLoginTest::noTicket).connect("a.test", 80, SOON)) {
            TsocksTest.assertEchoes(socket);
        }
    }

    @Test
    void withoutATicketTheLoginFailsWithItsCause() {
        server.behave(GSSAPI);
        assertThatExceptionOfType(SocksException.class)
                .isThrownBy(() -> client(GssapiLoginTest::noTicket).connect("a.test", 80, SOON))
                .withMessageContaining("no ticket")
                .withCauseInstanceOf(GssapiException.class)
                .satisfies(e -> assertThat(e.phase()).isEqualTo(Phase.AUTHENTICATION));
    }

    @Test
    void aLoginThatTakesTooLongIsGivenUp() throws Exception {
        server.behave(GSSAPI);
        assertThatExceptionOfType(SocksException.class)
                .isThrownBy(() -> client(mute).connect("a.test", 80, Duration.ofMillis(100)))
                .withMessageContaining("no answer within 0.1 s")
                .satisfies(e -> assertThat(e.phase()).isEqualTo(Phase.AUTHENTICATION));
        server.awaitEnd(1);
    }

    @Test
    void anInterruptEndsALogin() throws Exception {
        server.behave(GSSAPI);
        FutureTask<Socket> connecting =
                new FutureTask<>(() -> client(mute).connect("a.test", 80, SOON));
        Thread thread = Thread.ofPlatform().start(connecting);
        asked.await();
        thread.interrupt();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(connecting::get)
                .withCauseInstanceOf(ClosedByInterruptException.class);
        server.awaitEnd(1);
    }

    private Tsocks client(GssapiLogin login) {
        return clientFor(through(server)).gssapi(login).build();
    }

    private static GssapiContext noTicket(SocksServer server) throws GssapiException {
        throw new GssapiException("no ticket for " + server.host());
    }
}
