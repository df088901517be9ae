package io.tsocks.launcher.supervisor;

import io.tsocks.linux.NativeSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/// The UDP and TCP sockets of this network namespace, as /proc/net lists them (proc_net(5)): tells
/// whether a socket is still open and has a port.
final class InetSockets {

    private static final int LOCAL = 1;
    private static final int INODE = 9;

    private InetSockets() {}

    /// The inode of a socket, which no other socket of the machine has while it is open; empty if
    /// it cannot be found out.
    static String inode(NativeSocket socket) {
        return OpenFiles.own(socket.fd()).replaceAll("[^0-9]", "");
    }

    /// Whether the socket is open and bound to the port.
    static boolean isOpen(boolean isTcp, String inode, int port) {
        String table = "/proc/net/" + (isTcp ? "tcp" : "udp");
        return !inode.isEmpty()
                && (isListed(table, inode, port) || isListed(table + "6", inode, port));
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
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }
}
