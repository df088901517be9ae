package io.tsocks.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// What the kernel's tables say of this process's own connections.
@EnabledOnOs(OS.LINUX)
class ConnectionTableTest {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private ServerSocket listener;
    private ConnectionTable table;

    @BeforeEach
    void listen() throws Exception {
        listener = new ServerSocket(0, 200, LOOPBACK);
        table = new ConnectionTable((InetSocketAddress) listener.getLocalSocketAddress());
    }

    @AfterEach
    void close() throws Exception {
        listener.close();
    }

    @Test
    void theOwnerOfEachKindOfSocketIsKnown() throws Exception {
        try (SocketChannel ip4 = SocketChannel.open(StandardProtocolFamily.INET);
                SocketChannel ip6 = SocketChannel.open(StandardProtocolFamily.INET6)) {
            for (SocketChannel client : new SocketChannel[] {ip4, ip6}) {
                client.connect(listener.getLocalSocketAddress());
                try (Socket accepted = listener.accept()) {
                    assertThat(owner(accepted)).contains(own());
                }
            }
        }
    }

    @Test
    void everyoneWhoAsksAtOnceIsAnswered() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        List<Future<Optional<SocketOwner>>> answers = new ArrayList<>();
        try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                sockets.add(new Socket(LOOPBACK, listener.getLocalPort()));
                Socket accepted = listener.accept();
                sockets.add(accepted);
                answers.add(askers.submit(() -> owner(accepted)));
            }
            for (Future<Optional<SocketOwner>> answer : answers) {
                assertThat(answer.get()).contains(own());
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void ofAConnectionThatIsNoneNothingIsKnown() throws Exception {
        assertThat(table.owner(new InetSocketAddress(LOOPBACK, 1))).isEmpty();
    }

    /// The other end of the same connection leads away from the port.
    @Test
    void theListenersOwnEndIsNoClient() throws Exception {
        try (Socket client = new Socket(LOOPBACK, listener.getLocalPort());
                Socket accepted = listener.accept()) {
            assertThat(accepted.isConnected()).isTrue();
            assertThat(
                            new ConnectionTable((InetSocketAddress) client.getRemoteSocketAddress())
                                    .owner((InetSocketAddress) accepted.getLocalSocketAddress()))
                    .isEmpty();
        }
    }

    private Optional<SocketOwner> owner(Socket accepted) throws Exception {
        return table.owner((InetSocketAddress) accepted.getRemoteSocketAddress());
    }

    private SocketOwner own() throws Exception {
        Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        return new SocketOwner((Integer) user, true);
    }
}
