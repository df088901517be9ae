package io.tsocks.client;

import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.leadingTo;
import static io.tsocks.client.testing.Clients.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.client.testing.Clients;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.SocksTestServer;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SocksSocketTest {

    private static final InetSocketAddress NAME = InetSocketAddress.createUnresolved("a.test", 80);

    private final TargetServer target = TargetServer.echo();
    private final SocksTestServer server = leadingTo(target.address());
    private final Tsocks tsocks = clientFor(through(server)).build();

    @AfterEach
    void stop() {
        server.close();
        target.close();
    }

    @Test
    void optionsSetBeforeTheConnectHoldAfterIt() throws Exception {
        try (Socket socket = tsocks.unconnectedSocket()) {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.setSoTimeout(50);
            socket.setReceiveBufferSize(20_000);
            int receiveBuffer = socket.getReceiveBufferSize();
            socket.connect(NAME, 10_000);
            assertThat(socket.getTcpNoDelay()).isTrue();
            assertThat(socket.getKeepAlive()).isTrue();
            assertThat(socket.getReceiveBufferSize()).isEqualTo(receiveBuffer);
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class);
            TsocksTest.assertEchoes(socket);
        }
    }

    /// Java looks names up when it is asked for one (to log an address is enough), and the name is
    /// what the address's owner says.
    @Test
    void anAddressStaysTheDestinationWhateverItsName() throws Exception {
        InetAddress named = InetAddress.getByAddress("b.test", new byte[] {10, 1, 1, 1});
        try (Socket socket = tsocks.unconnectedSocket()) {
            socket.connect(new InetSocketAddress(named, 80));
            TsocksTest.assertEchoes(socket);
        }
        assertThat(server.awaitEnd(1).request().orElseThrow().host()).isEqualTo("10.1.1.1");
    }

    /// As an FTP client does, which opens its second connection to the address of the first.
    @Test
    void theAddressOfASocketLeadsToItsNameAgain() throws Exception {
        try (Socket first = tsocks.connect("a.test", 21);
                Socket byAddress = tsocks.unconnectedSocket();
                Socket byText = tsocks.connect(first.getInetAddress().getHostAddress(), 20_001)) {
            byAddress.connect(new InetSocketAddress(first.getInetAddress(), 20_000));
            TsocksTest.assertEchoes(byAddress);
            TsocksTest.assertEchoes(byText);
        }
        assertThat(server.sessions())
                .extracting(session -> session.request().orElseThrow().host())
                .containsOnly("a.test");
        assertThatThrownBy(() -> tsocks.connect("0.255.255.255", 80))
                .isInstanceOf(UnknownHostException.class);
    }

    @Test
    void anInterruptLeavesAReaderAndItsSocketAlone() throws Exception {
        try (Socket socket = tsocks.connect("a.test", 80)) {
            Thread.currentThread().interrupt();
            TsocksTest.assertEchoes(socket);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(socket.isClosed()).isFalse();
        }
    }

    @Test
    void anInterruptClosesTheSocketIfItIsToDoSo() throws Exception {
        Tsocks interruptible = clientFor(through(server)).closeOnInterrupt(true).build();
        try (Socket socket = interruptible.connect("a.test", 80)) {
            TsocksTest.assertEchoes(socket);
            Interrupts.assertThatOneEnds(() -> socket.getInputStream().read(), () -> {});
            assertThat(socket.isClosed()).isTrue();
        }
    }

    /// Libraries take a time-out for final, and anything else for a reason to try another way.
    @Test
    void aTimeoutThatExpiresIsATimeout() throws Exception {
        server.behave(new Fault.Mute(io.tsocks.testserver.FaultPhase.REQUEST));
        try (Socket socket = tsocks.unconnectedSocket()) {
            assertThatThrownBy(() -> socket.connect(NAME, 100))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("no answer within 0.1 s")
                    .hasCauseInstanceOf(SocksException.class);
            assertThat(socket.isClosed()).isTrue();
        }
    }

    /// As many as a program with a thousand clients has at once.
    @Test
    void aPendingConnectHoldsOneDescriptor() throws Exception {
        server.behave(new Fault.Mute(io.tsocks.testserver.FaultPhase.REQUEST));
        long before = OpenThings.now().descriptors();
        List<CompletableFuture<Socket>> pending =
                Stream.generate(() -> tsocks.connectAsync("a.test", 80, Clients.SOON))
                        .limit(50)
                        .toList();
        server.awaitSession(50);
        // The test server is in this process as well, and what other tests forgot may close.
        assertThat(OpenThings.now().descriptors() - before).isBetween(80L, 120L);
        pending.forEach(connect -> connect.cancel(true));
        for (int i = 1; i <= 50; i++) {
            server.awaitEnd(i);
        }
    }

    /// Java closes its own sockets that nobody refers to any more.
    @Test
    void socketsThatAreForgottenAreClosed() throws Exception {
        long before = OpenThings.now().descriptors();
        for (int i = 0; i < 100; i++) {
            tsocks.unconnectedSocket().setTcpNoDelay(true);
        }
        do {
            System.gc();
        } while (OpenThings.now().descriptors() > before + 10);
    }

    @Test
    void aHalfCloseReachesTheTarget() throws Exception {
        try (Socket socket = tsocks.connect("a.test", 80)) {
            socket.getOutputStream().write(new byte[] {1, 2, 3});
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).containsExactly(1, 2, 3);
            assertThat(socket.isOutputShutdown()).isTrue();
        }
    }

    @Test
    void aSecondConnectIsRefused() throws Exception {
        try (Socket socket = tsocks.connect("a.test", 80)) {
            assertThat(socket.isConnected()).isTrue();
            assertThat(socket).hasToString("Socket[to a.test:80]");
            assertThatThrownBy(() -> socket.connect(NAME)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void aFailedConnectClosesIt() throws Exception {
        server.behave(new Fault.Refuse(5));
        try (Socket socket = tsocks.unconnectedSocket()) {
            assertThat(socket.isConnected()).isFalse();
            assertThat(socket.getPort()).isZero();
            assertThatThrownBy(() -> socket.connect(NAME)).isInstanceOf(SocksException.class);
            assertThat(socket.isClosed()).isTrue();
            assertThatThrownBy(() -> socket.connect(NAME)).isInstanceOf(SocketException.class);
        }
    }

    /// What is not overridden would reach a socket that does not exist.
    @Test
    void everyMethodOfASocketIsOverridden() {
        List<String> inherited =
                Arrays.stream(Socket.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .filter(method -> !Modifier.isStatic(method.getModifiers()))
                        .filter(SocksSocketTest::isInherited)
                        .map(Method::toString)
                        .toList();
        assertThat(inherited).isEmpty();
    }

    private static boolean isInherited(Method method) {
        try {
            return SocksSocket.class
                            .getMethod(method.getName(), method.getParameterTypes())
                            .getDeclaringClass()
                    == Socket.class;
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }
}
