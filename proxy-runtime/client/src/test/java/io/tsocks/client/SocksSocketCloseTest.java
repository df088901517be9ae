package io.tsocks.client;

import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.leadingTo;
import static io.tsocks.client.testing.Clients.policy;
import static io.tsocks.client.testing.Clients.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.client.testing.Clients;
import io.tsocks.testing.Seeds;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.FaultPhase;
import io.tsocks.testserver.SocksTestServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A socket behaves as those of the Java run time do when it is closed, by whatever thread.
class SocksSocketCloseTest {

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
    void aClosedSocketStaysClosedWheneverItWasClosed() throws Exception {
        for (int i = 0; i < 300; i++) {
            Socket socket = tsocks.unconnectedSocket();
            FutureTask<Boolean> connecting = connecting(socket);
            Thread thread = Thread.ofPlatform().start(connecting);
            long spins = Seeds.random(i).nextLong(200_000);
            for (long spin = 0; spin < spins; spin++) {
                Thread.onSpinWait();
            }
            socket.close();
            thread.join();
            assertThat(socket.isClosed()).isTrue();
            assertThatThrownBy(socket::getInputStream).isInstanceOf(SocketException.class);
        }
        for (int i = 1; i <= server.sessions().size(); i++) {
            server.awaitEnd(i);
        }
    }

    @Test
    void closingASocketEndsItsConnect() throws Exception {
        server.behave(new Fault.Mute(FaultPhase.REQUEST));
        Socket socket = tsocks.unconnectedSocket();
        FutureTask<Boolean> connecting = connecting(socket);
        Thread.ofPlatform().start(connecting);
        server.awaitSession(1);
        assertThat(socket.isClosed()).isFalse();
        socket.setSoTimeout(1000);
        socket.close();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(connecting::get)
                .withCauseInstanceOf(SocketException.class);
        server.awaitEnd(1);
    }

    @Test
    void closingASocketEndsItsQuestionToAResolver() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        Tsocks slow =
                clientFor(policy("local = 10.0.0.0/255.0.0.0")).resolver(_ -> never(asked)).build();
        Socket socket = slow.unconnectedSocket();
        FutureTask<Boolean> connecting = connecting(socket);
        Thread.ofPlatform().start(connecting);
        asked.await();
        socket.close();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(connecting::get)
                .withCauseInstanceOf(SocketException.class);
    }

    @Test
    void optionsCanBeSetWhileItConnects() throws Exception {
        server.behave(new Fault.Mute(FaultPhase.REQUEST));
        try (Socket socket = tsocks.unconnectedSocket()) {
            FutureTask<Boolean> connecting = connecting(socket);
            Thread.ofPlatform().start(connecting);
            server.awaitSession(1);
            socket.setSoTimeout(1234);
            socket.setKeepAlive(true);
            assertThat(socket.getSoTimeout()).isEqualTo(1234);
            assertThat(socket.getKeepAlive()).isTrue();
        }
    }

    @Test
    void itIsConnectedEvenAfterItWasClosed() throws Exception {
        Socket socket = tsocks.connect("a.test", 80);
        InputStream in = socket.getInputStream();
        socket.close();
        assertThat(socket.isConnected()).isTrue();
        assertThat(socket.isClosed()).isTrue();
        assertThatThrownBy(in::read).isInstanceOf(SocketException.class);
    }

    @Test
    void closingASocketEndsItsRead() throws Exception {
        Socket socket = tsocks.connect("a.test", 80);
        InputStream in = socket.getInputStream();
        FutureTask<Integer> reading = new FutureTask<>(in::read);
        Thread thread = Thread.ofPlatform().start(reading);
        while (thread.getState() == Thread.State.NEW) {
            Thread.onSpinWait();
        }
        socket.close();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(reading::get)
                .withCauseInstanceOf(SocketException.class);
    }

    @Test
    void whatCannotBeADestinationIsAnIoExceptionAndLeavesNothingOpen() throws Exception {
        InetAddress address = InetAddress.ofLiteral("10.1.1.1");
        SocksSocketFactory factory = new SocksSocketFactory(tsocks);
        InetSocketAddress none = InetSocketAddress.createUnresolved("a b", 80);
        long before = OpenThings.now().descriptors();
        for (int i = 0; i < 30; i++) {
            assertThatThrownBy(() -> factory.createSocket(address, 0))
                    .isInstanceOf(SocketException.class);
            Socket socket = tsocks.unconnectedSocket();
            assertThatThrownBy(() -> socket.connect(none)).isInstanceOf(UnknownHostException.class);
            assertThat(socket.isClosed()).isTrue();
        }
        assertThat(OpenThings.now().descriptors()).isLessThan(before + 30);
    }

    /// Whoever waits for the future would wait for ever.
    @Test
    void aConnectThatEndsInAnErrorCompletesItsFuture() {
        ConnectListener broken =
                new ConnectListener() {
                    @Override
                    public void ended(ConnectReport report) {
                        throw new AssertionError("broken");
                    }
                };
        Tsocks client = clientFor(through(server)).listener(broken).build();
        assertThat(client.connectAsync("a.test", 80, Clients.SOON))
                .failsWithin(Clients.SOON)
                .withThrowableThat()
                .withCauseInstanceOf(AssertionError.class);
    }

    private static FutureTask<Boolean> connecting(Socket socket) {
        return new FutureTask<>(
                () -> {
                    socket.connect(NAME);
                    return true;
                });
    }

    private static List<InetAddress> never(CountDownLatch asked) throws UnknownHostException {
        asked.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new UnknownHostException("never");
    }
}
