package io.tsocks.client;

import static io.tsocks.client.testing.Clients.SOON;
import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.leadingTo;
import static io.tsocks.client.testing.Clients.policy;
import static io.tsocks.client.testing.Clients.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksDatagram;
import io.tsocks.testing.UdpEcho;
import io.tsocks.testserver.Command;
import io.tsocks.testserver.SocksTestServer;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BindAndUdpTest {

    private static final Duration SHORT = Duration.ofMillis(100);

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void aPeerConnectsToThePortAtTheServer(int version) throws Exception {
        try (SocksTestServer server = SocksTestServer.start()) {
            Tsocks tsocks = clientFor(through(server, version, "")).build();
            try (BoundPort port = tsocks.bind("0.0.0.0", 80, SOON);
                    Socket peer = connect(port.address());
                    Socket accepted = port.accept(SOON)) {
                assertTalks(peer, accepted);
                assertThat(accepted.getPort()).isEqualTo(peer.getLocalPort());
            }
        }
    }

    @Test
    void aPeerThatIsLocalConnectsHere() throws Exception {
        Tsocks tsocks = clientFor(policy("local = 10.0.0.0/255.0.0.0")).build();
        try (BoundPort port = tsocks.bind("127.0.0.1", 80, SOON);
                Socket peer = connect(port.address());
                Socket accepted = port.accept(SOON)) {
            assertThat(port.address().host()).isEqualTo("127.0.0.1");
            assertTalks(peer, accepted);
        }
    }

    @Test
    void aPeerThatDoesNotComeIsGivenUp() throws Exception {
        try (SocksTestServer server = SocksTestServer.start()) {
            Tsocks tsocks = clientFor(through(server)).build();
            for (String peer : new String[] {"192.0.2.1", "127.0.0.1"}) {
                try (BoundPort port = tsocks.bind(peer, 80, SOON)) {
                    assertThatThrownBy(() -> port.accept(SHORT))
                            .isInstanceOf(SocketTimeoutException.class);
                }
            }
        }
    }

    /// A second socket on the same connection would read the first one's bytes.
    @Test
    void aPortGivesOneConnection() throws Exception {
        try (SocksTestServer server = SocksTestServer.start()) {
            Tsocks tsocks = clientFor(through(server)).build();
            for (String peerHost : new String[] {"0.0.0.0", "127.0.0.1"}) {
                BoundPort port = tsocks.bind(peerHost, 80, SOON);
                try (Socket peer = connect(port.address());
                        Socket accepted = port.accept(SOON)) {
                    assertThatThrownBy(() -> port.accept(SOON)).isInstanceOf(SocketException.class);
                    port.close();
                    assertTalks(peer, accepted);
                }
            }
        }
    }

    @Test
    void closingAPortEndsTheWaitForItsPeer() throws Exception {
        try (SocksTestServer server = SocksTestServer.start()) {
            Tsocks tsocks = clientFor(through(server)).build();
            for (String peerHost : new String[] {"192.0.2.1", "127.0.0.1"}) {
                BoundPort port = tsocks.bind(peerHost, 80, SOON);
                FutureTask<Socket> accepting = new FutureTask<>(() -> port.accept(SOON));
                Thread thread = Thread.ofPlatform().start(accepting);
                while (thread.getState() == Thread.State.NEW) {
                    Thread.onSpinWait();
                }
                port.close();
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(accepting::get)
                        .withCauseInstanceOf(SocketException.class);
            }
        }
    }

    @Test
    void datagramsGoThroughTheRelay() throws Exception {
        try (UdpEcho echo = UdpEcho.start();
                SocksTestServer server = leadingTo(echo.address())) {
            Tsocks tsocks = clientFor(through(server)).build();
            try (Datagrams datagrams = tsocks.udp("a.test", 53, SOON)) {
                datagrams.send(ByteBuffer.wrap(new byte[] {1, 2}));
                SocksDatagram back = datagrams.receive(SOON);
                assertThat(back.data()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
                assertThat(datagrams.destination()).hasToString("a.test:53");
            }
            assertThat(server.awaitEnd(1).datagrams()).isEqualTo(1);
        }
    }

    @Test
    void aBufferThatWasSentHasNothingLeftWhateverTheWay() throws Exception {
        try (UdpEcho echo = UdpEcho.start();
                SocksTestServer server = leadingTo(echo.address())) {
            Tsocks tsocks = clientFor(through(server)).build();
            for (String host : new String[] {"a.test", "127.0.0.1"}) {
                try (Datagrams datagrams = tsocks.udp(host, echo.port(), SOON)) {
                    ByteBuffer data = ByteBuffer.wrap(new byte[] {1, 2, 3}).position(1);
                    datagrams.send(data);
                    assertThat(data.hasRemaining()).isFalse();
                    assertThat(datagrams.receive(SOON).data().remaining()).isEqualTo(2);
                }
            }
        }
    }

    @Test
    void aRelayThatTheServerEndedIsNoticed() throws Exception {
        SocksTestServer server = SocksTestServer.start();
        Tsocks tsocks = clientFor(through(server)).build();
        try (Datagrams datagrams = tsocks.udp("a.test", 53, SOON)) {
            server.close();
            assertThatThrownBy(() -> datagrams.receive(SOON))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("the server has ended the relay");
            assertThatThrownBy(() -> datagrams.send(ByteBuffer.allocate(1)))
                    .isInstanceOf(SocketException.class);
        }
    }

    /// The relay carries from its target 127.0.0.1, which is not whom the datagrams are for.
    @Test
    void aStrangersDatagramIsNotReceived() throws Exception {
        try (UdpEcho echo = UdpEcho.start();
                SocksTestServer server = leadingTo(echo.address())) {
            Tsocks tsocks = clientFor(through(server)).build();
            try (Datagrams datagrams = tsocks.udp("192.0.2.1", 53, SOON)) {
                datagrams.send(ByteBuffer.allocate(1));
                assertThatThrownBy(() -> datagrams.receive(SHORT))
                        .isInstanceOf(SocketTimeoutException.class);
            }
        }
    }

    @Test
    void closingEndsTheWaitForADatagram() throws Exception {
        try (SocksTestServer server = SocksTestServer.start()) {
            Datagrams datagrams = clientFor(through(server)).build().udp("a.test", 53, SOON);
            FutureTask<SocksDatagram> receiving = new FutureTask<>(() -> datagrams.receive(SOON));
            Thread thread = Thread.ofPlatform().start(receiving);
            while (thread.getState() == Thread.State.NEW) {
                Thread.onSpinWait();
            }
            datagrams.close();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(receiving::get)
                    .withCauseInstanceOf(SocketException.class);
        }
    }

    @Test
    void anEmptyDatagramIsOneWhateverTheWay() throws Exception {
        try (UdpEcho echo = UdpEcho.start();
                SocksTestServer server = leadingTo(echo.address())) {
            Tsocks tsocks = clientFor(through(server)).build();
            for (String host : new String[] {"127.0.0.1", "a.test"}) {
                try (Datagrams datagrams = tsocks.udp(host, echo.port(), SOON)) {
                    datagrams.send(ByteBuffer.allocate(0));
                    assertThat(datagrams.receive(SOON).data().remaining()).isZero();
                }
            }
        }
    }

    @Test
    void datagramsToLocalDestinationsGoDirectly() throws Exception {
        try (UdpEcho echo = UdpEcho.start()) {
            Tsocks tsocks = clientFor(policy("local = 10.0.0.0/255.0.0.0")).build();
            try (Datagrams datagrams = tsocks.udp("127.0.0.1", echo.port(), SOON)) {
                datagrams.send(ByteBuffer.wrap(new byte[] {3}));
                assertThat(datagrams.receive(SOON).data().get()).isEqualTo((byte) 3);
                assertThatThrownBy(() -> datagrams.receive(SHORT))
                        .isInstanceOf(SocketTimeoutException.class);
            }
        }
    }

    @Test
    void aServerWithoutTheCommandSaysSo() throws Exception {
        try (SocksTestServer server = SocksTestServer.builder().commands(Command.CONNECT).start()) {
            Tsocks tsocks = clientFor(through(server)).build();
            assertThatExceptionOfType(SocksException.class)
                    .isThrownBy(() -> tsocks.udp("a.test", 53, SOON))
                    .withMessageContaining("0x07 (command not supported)");
            Tsocks version4 = clientFor(through(server, 4, "")).build();
            assertThatExceptionOfType(SocksException.class)
                    .isThrownBy(() -> version4.udp("a.test", 53, SOON))
                    .withMessageContaining("SOCKS 4 has no UDP_ASSOCIATE");
        }
    }

    private static Socket connect(SocksAddress address) throws Exception {
        Socket socket = new Socket(java.net.Proxy.NO_PROXY);
        socket.connect(new InetSocketAddress(address.host(), address.port()));
        return socket;
    }

    private static void assertTalks(Socket one, Socket other) throws Exception {
        one.getOutputStream().write(1);
        assertThat(other.getInputStream().read()).isEqualTo(1);
        other.getOutputStream().write(2);
        assertThat(one.getInputStream().read()).isEqualTo(2);
    }
}
