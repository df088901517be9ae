package io.tsocks.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Connections to AF_UNIX sockets that a program makes by itself.
class UnixSocketsTest {

    @TempDir private Path folder;
    private UnixDomainSocketAddress path;

    @BeforeEach
    void choosePath() {
        path = UnixDomainSocketAddress.of(folder.resolve("socket"));
    }

    private ServerSocketChannel listener(int queue) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(path, queue);
    }

    @Test
    void theConnectionCarriesBytes() throws Exception {
        try (ServerSocketChannel listener = listener(1);
                Socket socket = UnixSockets.connect(path, Duration.ofSeconds(20));
                SocketChannel accepted = listener.accept()) {
            socket.getOutputStream().write('x');
            assertThat(accepted.read(ByteBuffer.allocate(2))).isEqualTo(1);
            accepted.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aFullQueueIsWaitedForAsLongAsTheCallerSays() throws Exception {
        // Linux lets one connection more wait than the listener asks for.
        try (ServerSocketChannel listener = listener(1);
                Socket first = UnixSockets.connect(path, Duration.ofSeconds(20));
                Socket second = UnixSockets.connect(path, Duration.ofSeconds(20))) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> UnixSockets.connect(path, Duration.ofMillis(50)));
            assertThat(listener.isOpen()).isTrue();
        }
    }

    @Test
    void aPathWhereNobodyListensIsRefused() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> UnixSockets.connect(path, Duration.ofSeconds(20)))
                .withMessageContaining("No such file");
    }
}
