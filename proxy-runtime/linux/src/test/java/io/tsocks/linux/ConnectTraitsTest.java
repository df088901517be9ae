package io.tsocks.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectTraitsTest {

    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    private static byte[] sockaddr(boolean isIpv6, int port) {
        return InetEndpoint.forSocket(isIpv6, new InetSocketAddress(HERE, port))
                .orElseThrow()
                .sockaddr();
    }

    private static int option(NativeSocket socket, int name) {
        return socket.options().get(C.IPPROTO_TCP, name, Integer.BYTES).intValue();
    }

    private static void failToConnect(NativeSocket socket, boolean isIpv6) throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, HERE)) {
            port = closed.getLocalPort();
        }
        socket.connect(sockaddr(isIpv6, port));
        while (socket.progress() != NativeSocket.Progress.NONE) {
            Thread.onSpinWait();
        }
        socket.disconnect();
    }

    private static void connect(NativeSocket socket, ServerSocket to, boolean isIpv6) {
        socket.connect(sockaddr(isIpv6, to.getLocalPort()));
        while (socket.progress() != NativeSocket.Progress.ESTABLISHED) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anEphemeralPortAndTheLimitsOutliveAFailedConnect(boolean isIpv6) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, HERE);
                OwnSocket own = OwnSocket.open(Kernel.ofThisProcess(), isIpv6)) {
            NativeSocket socket = own.asNative();
            socket.bind(sockaddr(isIpv6, 0)).orThrow("bind");
            socket.options().set(C.IPPROTO_TCP, C.TCP_MAXSEG, 700);
            socket.options().set(C.IPPROTO_TCP, C.TCP_WINDOW_CLAMP, 3000);
            byte[] name = socket.localName();
            ConnectTraits traits = ConnectTraits.of(socket);
            failToConnect(socket, isIpv6);
            traits.restore(socket);
            connect(socket, server, isIpv6);
            assertThat(socket.localName()).isEqualTo(name);
            assertThat(option(socket, C.TCP_MAXSEG)).isLessThanOrEqualTo(700);
            assertThat(option(socket, C.TCP_WINDOW_CLAMP)).isEqualTo(3000);
        }
    }

    @Test
    void nothingIsSetThatTheProgramHasNotSet() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, HERE);
                OwnSocket own = OwnSocket.open(Kernel.ofThisProcess(), false)) {
            NativeSocket socket = own.asNative();
            failToConnect(socket, false);
            ConnectTraits traits = ConnectTraits.of(socket);
            failToConnect(socket, false);
            traits.restore(socket);
            connect(socket, server, false);
            assertThat(option(socket, C.TCP_MAXSEG)).isGreaterThan(1000);
        }
    }

    @Test
    void aPortThatIsTakenMeanwhileIsNoObstacle() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, HERE);
                OwnSocket own = OwnSocket.open(Kernel.ofThisProcess(), false);
                OwnSocket other = OwnSocket.open(Kernel.ofThisProcess(), false)) {
            NativeSocket socket = own.asNative();
            socket.bind(sockaddr(false, 0)).orThrow("bind");
            byte[] name = socket.localName();
            ConnectTraits traits = ConnectTraits.of(socket);
            failToConnect(socket, false);
            other.asNative().bind(name).orThrow("bind");
            traits.restore(socket);
            connect(socket, server, false);
            assertThat(socket.localName()).isNotEqualTo(name);
        }
    }
}
