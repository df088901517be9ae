package io.tsocks.launcher.supervisor;

import io.tsocks.linux.NativeSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/// The UDP sockets of this network namespace, as /proc/net/udp and udp6 list them (proc_net(5)):
/// whether one is still open, and has a port.
final class UdpSockets {

    private static final int LOCAL = 1;
    private static final int INODE = 9;

    private UdpSockets() {}

    /// The inode of a socket, which no other socket of the machine has while it is open; empty if
    /// it cannot be found out.
    static String inode(NativeSocket socket) {
        return OpenFiles.own(socket.fd()).replaceAll("[^0-9]", "");
    }

    /// Whether the socket is open and bound to the port.
    static boolean isOpen(String inode, int port) {
        return !inode.isEmpty()
                && (isListed("/proc/net/udp", inode, port)
                        || isListed("/proc/net/udp6", inode, port));
    }

    private static boolean isListed(String table, String inode, int port) {
        String end = String.format(Locale.ROOT, ":%04X", port);
        try (Stream<String> lines = Files.lines(Path.of(table), StandardCharsets.US_ASCII)) {
            return lines.map(line -> line.strip().split(" +"))
                    .anyMatch(
                            row ->
                                    row.length > INODE
                                            && row[LOCAL].endsWith(end)
                                            && row[INODE].equals(inode));
        } catch (IOException e) {
            return false;
        }
    }
}
