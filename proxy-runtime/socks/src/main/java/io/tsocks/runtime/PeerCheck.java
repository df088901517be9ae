package io.tsocks.runtime;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/// Tells whether the other end of a loopback connection belongs to the user of this process, as
/// the kernel's tables have it (proc(5), /proc/net/tcp). A bridge on loopback is otherwise open to
/// everybody on the machine.
final class PeerCheck {

    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int USER = 7;
    private static final int INODE = 9;

    /// Of a connection that no process holds any more; the kernel gives it to root.
    private static final String NONE = "0";

    private PeerCheck() {}

    /// Whether the client of an accepted connection is this process's user. Never where the kernel
    /// does not say, as of a client that has closed its end already.
    static boolean isOwn(Socket accepted) throws IOException {
        String client = entry((InetSocketAddress) accepted.getRemoteSocketAddress());
        String bridge = entry((InetSocketAddress) accepted.getLocalSocketAddress());
        String user = Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
        return isIn(Path.of("/proc/net/tcp"), client, bridge, user)
                || isIn(Path.of("/proc/net/tcp6"), mapped(client), mapped(bridge), user);
    }

    private static boolean isIn(Path table, String client, String bridge, String user)
            throws IOException {
        if (!Files.isReadable(table)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(table)) {
            return lines.map(line -> line.strip().split("\\s+", -1))
                    .filter(line -> line.length > INODE)
                    .filter(line -> line[LOCAL].equals(client) && line[REMOTE].equals(bridge))
                    .anyMatch(line -> line[USER].equals(user) && !line[INODE].equals(NONE));
        }
    }

    /// `0100007F:1F90`: the address as a number of this machine, the port as a number.
    private static String entry(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        ByteBuffer bytes = ByteBuffer.wrap(ip.getAddress()).order(ByteOrder.nativeOrder());
        return String.format(Locale.ROOT, "%08X:%04X", bytes.getInt(), address.getPort());
    }

    /// The same for an IPv6 socket on an IPv4 address.
    private static String mapped(String entry) {
        String prefix =
                ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? "FFFF0000" : "0000FFFF";
        return "0000000000000000" + prefix + entry;
    }
}
