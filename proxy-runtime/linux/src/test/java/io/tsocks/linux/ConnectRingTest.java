package io.tsocks.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ConnectRingTest {

    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    private static byte[] sockaddr(int port) {
        return InetEndpoint.forSocket(false, new InetSocketAddress(HERE, port))
                .orElseThrow()
                .sockaddr();
    }

    @Test
    void connectsBlockingSocketsAndLeavesThemBlocking() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, HERE);
                ConnectRing ring = ConnectRing.open(Kernel.ofThisProcess()).orElseThrow()) {
            for (int i = 0; i < 40; i++) {
                try (NativeSocket socket = tcp()) {
                    assertThat(ring.start(socket, sockaddr(server.getLocalPort())).ok()).isTrue();
                    assertThat(socket.progress()).isEqualTo(NativeSocket.Progress.ESTABLISHED);
                    assertThat(socket.isNonBlocking()).isFalse();
                }
                server.accept().close();
            }
        }
    }

    /// A full queue of a listening socket drops every SYN: a blocking connect would wait.
    @Test
    void doesNotWaitForAServerThatDoesNotAnswer() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, HERE);
                ConnectRing ring = ConnectRing.open(Kernel.ofThisProcess()).orElseThrow();
                NativeSocket first = tcp();
                NativeSocket second = tcp();
                NativeSocket third = tcp()) {
            byte[] to = sockaddr(full.getLocalPort());
            assertThat(ring.start(first, to).ok()).isTrue();
            assertThat(ring.start(second, to).ok()).isTrue();
            assertThat(ring.start(third, to)).isEqualTo(Result.failure(Errno.EINPROGRESS));
            assertThat(third.progress()).isEqualTo(NativeSocket.Progress.CONNECTING);
            assertThat(third.disconnect().ok()).isTrue();
            assertThat(third.progress()).isEqualTo(NativeSocket.Progress.NONE);
        }
    }

    @Test
    void tellsThatNobodyListens() throws Exception {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 1, HERE)) {
            port = gone.getLocalPort();
        }
        try (ConnectRing ring = ConnectRing.open(Kernel.ofThisProcess()).orElseThrow();
                NativeSocket socket = tcp()) {
            assertThat(ring.start(socket, sockaddr(port)))
                    .isEqualTo(Result.failure(Errno.ECONNREFUSED));
            assertThat(socket.disconnect().ok()).isTrue();
            assertThat(socket.takeError()).isZero();
        }
    }

    private static NativeSocket tcp() throws KernelException {
        return new NativeSocket(
                Kernel.ofThisProcess(),
                NativeSocket.createTcp(Kernel.ofThisProcess()).orThrow("socket"));
    }
}
