package io.tsocks.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A socket that listens already, as a channel.
@Timeout(60)
class PassedSocketTest {

    private static final Kernel KERNEL = Kernel.ofThisProcess();

    @TempDir private Path folder;

    /// Where the service manager may listen.
    enum Place {
        IPV4 {
            @Override
            ServerSocketChannel listen(Path folder) throws IOException {
                return bound(
                        StandardProtocolFamily.INET,
                        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
            }
        },
        IPV6 {
            @Override
            ServerSocketChannel listen(Path folder) throws IOException {
                return bound(
                        StandardProtocolFamily.INET6,
                        new InetSocketAddress(InetAddress.ofLiteral("::1"), 0));
            }
        },
        UNIX {
            @Override
            ServerSocketChannel listen(Path folder) throws IOException {
                return bound(
                        StandardProtocolFamily.UNIX,
                        UnixDomainSocketAddress.of(folder.resolve("socket")));
            }
        };

        abstract ServerSocketChannel listen(Path folder) throws IOException;

        static ServerSocketChannel bound(StandardProtocolFamily family, SocketAddress address)
                throws IOException {
            return ServerSocketChannel.open(family).bind(address);
        }
    }

    /// Another descriptor of a listening channel, as if the manager had passed it.
    private static PassedSockets passed(ServerSocketChannel manager) throws IOException {
        return PassedSockets.of(KERNEL, copy(manager), 1);
    }

    private static int copy(ServerSocketChannel manager) throws IOException {
        SocketAddress address = manager.getLocalAddress();
        try (var all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path path : all) {
                int fd = Integer.parseInt(path.getFileName().toString());
                if (PassedSockets.listensAt(KERNEL, fd).filter(address::equals).isPresent()) {
                    return new NativeSocket(KERNEL, fd).duplicate().intValue();
                }
            }
        }
        throw new AssertionError("not found: " + address);
    }

    private static void exchange(SocketAddress address, BlockingQueue<SocketChannel> accepted)
            throws Exception {
        try (SocketChannel client = SocketChannel.open(address)) {
            client.write(ByteBuffer.wrap(new byte[] {42}));
            ByteBuffer one = ByteBuffer.allocate(1);
            while (one.position() == 0) {
                try (SocketChannel server = accepted.take()) {
                    int ignored = server.read(one);
                }
            }
            assertThat(one.get(0)).isEqualTo((byte) 42);
        }
    }

    private static BlockingQueue<SocketChannel> accepting(ServerSocketChannel channel) {
        BlockingQueue<SocketChannel> accepted = new LinkedBlockingQueue<>();
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            try {
                                while (true) {
                                    accepted.add(channel.accept());
                                }
                            } catch (IOException e) {
                                // Closed.
                            }
                        });
        return accepted;
    }

    @ParameterizedTest
    @EnumSource
    void aChannelListensAtIt(Place place) throws Exception {
        try (ServerSocketChannel manager = place.listen(folder)) {
            SocketAddress address = manager.getLocalAddress();
            PassedSocket socket = passed(manager).at(address).orElseThrow();
            for (int i = 0; i < 2; i++) {
                try (ServerSocketChannel channel = socket.open()) {
                    exchange(address, accepting(channel));
                }
            }
        }
        assertThat(folder).as("what listened before").isDirectoryNotContaining("glob:**/tsocks*");
    }

    /// Two listeners would each get some of the connections.
    @Test
    void itIsTakenOnce() throws Exception {
        try (ServerSocketChannel manager = Place.IPV4.listen(folder)) {
            PassedSockets passed = passed(manager);
            assertThat(passed.at(manager.getLocalAddress())).isPresent();
            assertThat(passed.at(manager.getLocalAddress())).isEmpty();
            assertThat(passed.untaken()).isEmpty();
        }
    }

    /// A server that opens its channel itself may wait in it already.
    @Test
    void aThreadThatWaitsAtTheStandInWaitsAtTheSocketThen() throws Exception {
        try (ServerSocketChannel manager = Place.IPV4.listen(folder);
                ServerSocketChannel channel = ServerSocketChannel.open()) {
            SocketAddress address = manager.getLocalAddress();
            PassedSocket socket = passed(manager).at(address).orElseThrow();
            channel.bind(socket.standIn());
            BlockingQueue<SocketChannel> accepted = accepting(channel);
            exchange(channel.getLocalAddress(), accepted);
            socket.takeOver(channel);
            for (int i = 0; i < 3; i++) {
                exchange(address, accepted);
            }
        }
    }

    @Test
    void whatNobodyTakesIsTold() throws Exception {
        try (ServerSocketChannel manager = Place.UNIX.listen(folder)) {
            PassedSockets passed = passed(manager);
            String text = "unix:" + folder.resolve("socket");
            assertThat(passed.untaken()).containsExactly(text);
            assertThat(passed.at(new InetSocketAddress(1))).isEmpty();
            assertThat(passed.untaken()).containsExactly(text);
            assertThat(passed.at(manager.getLocalAddress())).isPresent();
            assertThat(passed.untaken()).isEmpty();
        }
    }

    @Test
    void whatIsMeantForAnotherProcessDoesNotCount() throws Exception {
        Map<String, String> environment = Map.of("LISTEN_PID", "7", "LISTEN_FDS", "900");
        assertThat(PassedSockets.of(KERNEL, environment, 8).untaken()).isEmpty();
        assertThatThrownBy(() -> PassedSockets.of(KERNEL, environment, 7))
                .hasMessage("LISTEN_FDS is not a number from 0 to 256: '900'");
    }

    @Test
    void whatDoesNotListenIsRefused() throws Exception {
        try (OwnSocket socket = OwnSocket.open(KERNEL, false)) {
            assertThatThrownBy(() -> PassedSockets.of(KERNEL, socket.fd(), 1))
                    .hasMessageStartingWith(
                            "the service manager passes descriptor " + socket.fd() + ", which is");
        }
    }

    /// The kernel would give some of the clients to each, and only one is listened at.
    @Test
    void twoSocketsAtOneAddressAreRefused() throws Exception {
        try (ServerSocketChannel manager = Place.IPV4.listen(folder)) {
            int first = copy(manager);
            int second = copy(manager);
            while (second != first + 1) {
                first = second;
                second = copy(manager);
            }
            int two = first;
            assertThatThrownBy(() -> PassedSockets.of(KERNEL, two, 2))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("two sockets at 127.0.0.1:");
        }
    }
}
