package io.tsocks.launcher.supervisor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tsocks.linux.NativeSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;

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

    /// The inodes of all UDP sockets that are open and bound to a port; empty if they cannot be
    /// found out.
    static Optional<Set<String>> openUdp() {
        Set<String> inodes = new HashSet<>();
        try {
            addInodes(Files.readAllLines(Path.of("/proc/net/udp"), ISO_8859_1), inodes);
            Path ipv6 = Path.of("/proc/net/udp6");
            if (Files.exists(ipv6)) {
                addInodes(Files.readAllLines(ipv6, ISO_8859_1), inodes);
            }
            return Optional.of(inodes);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void addInodes(List<String> rows, Set<String> inodes) {
        for (String row : rows) {
            StringTokenizer fields = new StringTokenizer(row);
            for (int i = 0; i < INODE && fields.hasMoreTokens(); i++) {
                fields.nextToken();
            }
            if (fields.hasMoreTokens()) {
                inodes.add(fields.nextToken());
            }
        }
    }

    private static boolean isListed(String table, String inode, int port) {
        try {
            return isListed(Files.readAllBytes(Path.of(table)), inode, port);
        } catch (IOException e) {
            return false;
        }
    }

    // Neither a stream of lines nor a regular expression: the first hundreds of calls of either
    // take longer than all else that a lookup needs.
    private static boolean isListed(byte[] rows, String inode, int port) {
        int start = 0;
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] == '\n') {
                if (isOf(rows, start, i, inode, port)) {
                    return true;
                }
                start = i + 1;
            }
        }
        return false;
    }

    private static boolean isOf(byte[] rows, int start, int end, String inode, int port) {
        int field = -1;
        for (int i = start; i < end; i++) {
            if (rows[i] != ' ' && (i == start || rows[i - 1] == ' ')) {
                field++;
                if (field == LOCAL && portAt(rows, i, end) != port) {
                    return false;
                }
                if (field == INODE) {
                    return isWord(rows, i, end, inode);
                }
            }
        }
        return false;
    }

    /// The port of an address, in hexadecimal behind a colon; -1 if there is none.
    private static int portAt(byte[] rows, int start, int end) {
        int port = -1;
        for (int i = start; i < end && rows[i] != ' '; i++) {
            port = rows[i] == ':' ? 0 : port < 0 ? port : port * 16 + Character.digit(rows[i], 16);
        }
        return port;
    }

    private static boolean isWord(byte[] rows, int start, int end, String word) {
        int length = word.length();
        if (end - start < length || (end - start > length && rows[start + length] != ' ')) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (rows[start + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
