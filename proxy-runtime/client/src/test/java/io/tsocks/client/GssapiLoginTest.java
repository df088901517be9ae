package io.tsocks.client;

import static io.tsocks.client.testing.Clients.SOON;
import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.leadingTo;
import static io.tsocks.client.testing.Clients.policy;
import static io.tsocks.client.testing.Clients.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tsocks.client.health.Condition;
import io.tsocks.engine.Policy;
import io.tsocks.engine.ProxyServer;
import io.tsocks.protocol.Errno;
import io.tsocks.protocol.GssapiContext;
import io.tsocks.protocol.GssapiException;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.SocksTestServer;
import java.io.DataInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
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

    /// It has answered all that it was asked.
    @Test
    void theServerIsNotBlamedForALoginThatTakesTooLong() {
        server.behave(GSSAPI);
        Duration brief = Duration.ofMillis(20);
        Deadlines deadlines = new Deadlines(SOON, SOON, brief, SOON, SOON, SOON);
        Tsocks client = clientFor(through(server)).deadlines(deadlines).gssapi(mute).build();
        for (int i = 0; i < 4; i++) {
            assertThatExceptionOfType(SocksException.class)
                    .isThrownBy(() -> client.connect("a.test", 80, SOON))
                    .withMessageContaining("no answer within 0.02 s")
                    .withMessageContaining("the Kerberos server (KDC)")
                    .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ETIMEDOUT));
        }
        assertThat(client.servers())
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.condition()).isEqualTo(new Condition.Closed()));
    }

    @Test
    void anInterruptEndsALogin() throws Exception {
        server.behave(GSSAPI);
        Interrupts.assertThatOneEnds(() -> client(mute).connect("a.test", 80, SOON), asked::await);
        server.awaitEnd(1);
    }

    /// The server is mute once it has the first token.
    @Test
    void closingASocketEndsAConnectThatHasLoggedIn() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            String policy = "server = 127.0.0.1\nserver_port = " + listener.getLocalPort() + "\n";
            Tsocks client =
                    clientFor(policy(policy + "server_type = 5\n"))
                            .deadlines(Deadlines.all(Duration.ofHours(1)))
                            .gssapi(_ -> new Ticket())
                            .build();
            Socket socket = client.unconnectedSocket();
            FutureTask<Boolean> connecting =
                    new FutureTask<>(
                            () -> {
                                socket.connect(InetSocketAddress.createUnresolved("a.test", 80));
                                return true;
                            });
            Thread.ofPlatform().daemon().start(connecting);
            try (Socket accepted = listener.accept()) {
                DataInputStream in = new DataInputStream(accepted.getInputStream());
                in.readUnsignedByte();
                in.skipNBytes(in.readUnsignedByte());
                accepted.getOutputStream().write(new byte[] {5, 1});
                in.skipNBytes(5);
                socket.close();
                assertThat(connecting)
                        .failsWithin(SOON)
                        .withThrowableThat()
                        .withCauseInstanceOf(SocketException.class);
            }
        }
    }

    @Test
    void aServerOfWhichThePolicyDemandsGssapiIsOfferedNothingElse() {
        Tsocks client = clientFor(demanding()).gssapi(GssapiLoginTest::noTicket).build();
        assertThatExceptionOfType(SocksException.class)
                .isThrownBy(() -> client.connect("a.test", 80, SOON))
                .withMessageContaining("does not accept GSSAPI")
                .satisfies(e -> assertThat(e.phase()).isEqualTo(Phase.METHOD));
    }

    /// The module for it is not there, and the server is not at fault.
    @Test
    void withoutALoginThePolicysDemandIsRefused() {
        server.behave(GSSAPI);
        Tsocks client = clientFor(demanding()).build();
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(SocksException.class)
                    .isThrownBy(() -> client.connect("a.test", 80, SOON))
                    .withMessageContaining("add tsocks-client-gssapi");
        }
        assertThat(client.servers())
                .allSatisfy(one -> assertThat(one.condition()).isEqualTo(new Condition.Closed()));
    }

    @Test
    void bytesThatNobodyWrapsDoNotGoToSuchAServer() {
        Tsocks client = clientFor(demanding()).gssapi(GssapiLoginTest::noTicket).build();
        assertThatExceptionOfType(NotCarriedException.class)
                .isThrownBy(() -> client.openChannel("a.test", 80, SOON))
                .withMessageContaining("use a Socket for a server with gssapi");
        assertThatExceptionOfType(NotCarriedException.class)
                .isThrownBy(() -> client.firstLeg(SocksAddress.of("a.test", 80)));
    }

    private Policy demanding() {
        return through(server, 5, "gssapi = integrity\n");
    }

    private Tsocks client(GssapiLogin login) {
        return clientFor(through(server)).gssapi(login).build();
    }

    private static GssapiContext noTicket(ProxyServer server) throws GssapiException {
        throw new GssapiException("no ticket for " + server.label());
    }

    /// Has a token of one byte for every one of the server's.
    private static final class Ticket implements GssapiContext {

        @Override
        public byte[] next(byte[] token) {
            return new byte[] {1};
        }

        @Override
        public boolean isEstablished() {
            return false;
        }

        @Override
        public byte[] wrap(byte[] plain, boolean confidential) {
            return plain;
        }

        @Override
        public byte[] unwrap(byte[] wrapped, boolean confidential) {
            return wrapped;
        }

        @Override
        public void close() {}
    }
}
