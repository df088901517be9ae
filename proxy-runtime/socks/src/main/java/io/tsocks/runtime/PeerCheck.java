package io.tsocks.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// Tells whether the other end of a loopback connection belongs to the user of this process, by
/// [SocketDiag] or the kernel's table of connections (proc(5), /proc/net/tcp). A bridge on loopback
/// is otherwise open to everybody on the machine.
final class PeerCheck {

    private static final Path TCP = Path.of("/proc/net/tcp");
    private static final Path TCP6 = Path.of("/proc/net/tcp6");

    /// The fields of a line behind the two addresses.
    private static final int USER = 4;
    private static final int INODE = 6;

    /// Of a connection that no process holds any more; the kernel gives it to root.
    private static final String NONE = "0";

    private static final int BUFFER = 64 * 1024;

    private PeerCheck() {}

    /// Whether the client of an accepted connection is this process's user. Never if the kernel
    /// does not say, as of a client that has closed its end already, and on other systems.
    static boolean isOwn(Socket accepted) throws IOException {
        if (!Files.isReadable(TCP)) {
            return false;
        }
        Optional<SocketDiag.Owner> owner = owner(accepted);
        if (owner.isPresent()) {
            return isOwn(String.valueOf(owner.get().uid()), String.valueOf(owner.get().inode()));
        }
        String client = entry((InetSocketAddress) accepted.getRemoteSocketAddress());
        String bridge = entry((InetSocketAddress) accepted.getLocalSocketAddress());
        // Java's own sockets are IPv6 ones on IPv4 addresses, so their table comes first.
        return isIn(TCP6, " " + mapped(client) + " " + mapped(bridge) + " ")
                || isIn(TCP, " " + client + " " + bridge + " ");
    }

    private static Optional<SocketDiag.Owner> owner(Socket accepted) {
        return SocketDiag.isEnabled()
                ? SocketDiag.owner(
                        (InetSocketAddress) accepted.getRemoteSocketAddress(),
                        (InetSocketAddress) accepted.getLocalSocketAddress())
                : Optional.empty();
    }

    /// Reads only as far as the line, and takes nothing else apart: there may be a hundred
    /// thousand.
    private static boolean isIn(Path table, String addresses) throws IOException {
        if (!Files.isReadable(table)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(table)) {
            byte[] buffer = new byte[BUFFER];
            int kept = 0;
            for (int read = in.read(buffer); read > 0; ) {
                String text = new String(buffer, 0, kept + read, StandardCharsets.ISO_8859_1);
                int at = text.indexOf(addresses);
                int end = at < 0 ? at : text.indexOf('\n', at);
                if (end >= 0) {
                    return isOwn(text.substring(at + addresses.length(), end));
                }
                int partial = text.lastIndexOf('\n') + 1;
                kept = text.length() - partial;
                System.arraycopy(buffer, partial, buffer, 0, kept);
                read = in.read(buffer, kept, BUFFER - kept);
            }
            return false;
        }
    }

    private static boolean isOwn(String rest) throws IOException {
        String[] fields = rest.strip().split(" +", -1);
        return fields.length > INODE && isOwn(fields[USER], fields[INODE]);
    }

    private static boolean isOwn(String user, String inode) throws IOException {
        String own = Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
        return user.equals(own) && !inode.equals(NONE);
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
