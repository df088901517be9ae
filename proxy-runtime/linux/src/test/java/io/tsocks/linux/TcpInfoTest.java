package io.tsocks.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TcpInfoTest {

    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    /// The peer has closed, so what is sent to it is answered with a reset.
    @Test
    @Timeout(20)
    void theEndOfAConnectionThatWasResetIsNoByteThatSomebodyRead() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, HERE);
                OwnSocket own = OwnSocket.open(Kernel.ofThisProcess(), false);
                ConnectRing ring = ConnectRing.open(Kernel.ofThisProcess()).orElseThrow()) {
            NativeSocket socket = own.asNative();
            InetSocketAddress at = new InetSocketAddress(HERE, server.getLocalPort());
            ring.start(socket, InetEndpoint.forSocket(false, at).orElseThrow().sockaddr());
            server.accept().close();
            while (socket.progress() == NativeSocket.Progress.ESTABLISHED) {
                Thread.onSpinWait();
            }
            own.send(ByteBuffer.wrap(new byte[] {5}));
            while (socket.progress() != NativeSocket.Progress.NONE) {
                Thread.onSpinWait();
            }
            assertThat(socket.traffic()).isEqualTo(new NativeSocket.Traffic(1, 0));
        }
    }
}
