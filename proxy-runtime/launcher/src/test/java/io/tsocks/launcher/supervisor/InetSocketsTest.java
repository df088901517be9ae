package io.tsocks.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InetSocketsTest {

    @Test
    void findsAnOpenSocketByItsInodeAndPort() throws IOException {
        InetSocketAddress free = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        try (DatagramSocket udp = new DatagramSocket(free);
                ServerSocket tcp = new ServerSocket(0, 0, free.getAddress())) {
            assertOpen(false, udp.getLocalPort());
            assertOpen(true, tcp.getLocalPort());
        }
    }

    private static void assertOpen(boolean isTcp, int port) throws IOException {
        String inode = inode(isTcp ? "tcp" : "udp", port);
        assertThat(InetSockets.isOpen(isTcp, inode, port)).isTrue();
        assertThat(InetSockets.isOpen(isTcp, inode, port ^ 1)).isFalse();
        assertThat(InetSockets.isOpen(!isTcp, inode, port)).isFalse();
        for (String other : List.of("", inode + "0", inode.substring(1), inode.substring(0, 1))) {
            assertThat(InetSockets.isOpen(isTcp, other, port)).as(other).isFalse();
        }
    }

    /// What the kernel lists as the inode of the socket with a port.
    private static String inode(String protocol, int port) throws IOException {
        String end = String.format(Locale.ROOT, ":%04X", port);
        try (Stream<String> of4 = Files.lines(Path.of("/proc/net/" + protocol));
                Stream<String> of6 = Files.lines(Path.of("/proc/net/" + protocol + "6"))) {
            return Stream.concat(of4, of6)
                    .map(line -> line.strip().split(" +"))
                    .filter(row -> row[1].endsWith(end))
                    .map(row -> row[9])
                    .findFirst()
                    .orElseThrow();
        }
    }
}
