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
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// What the kernel says of this process's own connections.
@EnabledOnOs(OS.LINUX)
class SocketDiagTest {

    @Test
    void theOwnerOfEachKindOfSocketIsKnown() throws Exception {
        Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
                SocketChannel ip4 = SocketChannel.open(StandardProtocolFamily.INET);
                SocketChannel ip6 = SocketChannel.open(StandardProtocolFamily.INET6)) {
            for (SocketChannel client : new SocketChannel[] {ip4, ip6}) {
                client.connect(listener.getLocalSocketAddress());
                try (Socket accepted = listener.accept()) {
                    SocketOwner owner = owner(accepted).orElseThrow();
                    assertThat((Object) owner.uid()).isEqualTo(user);
                    assertThat(owner.isHeld()).isTrue();
                }
            }
        }
    }

    @Test
    void aListenerIsNotAConnection() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
            InetSocketAddress address = (InetSocketAddress) listener.getLocalSocketAddress();
            InetSocketAddress other = new InetSocketAddress(address.getAddress(), 1);
            assertThat(SocketDiag.owner(address, other)).isEmpty();
        }
    }

    private static Optional<SocketOwner> owner(Socket accepted) {
        return SocketDiag.owner(
                (InetSocketAddress) accepted.getRemoteSocketAddress(),
                (InetSocketAddress) accepted.getLocalSocketAddress());
    }
}
