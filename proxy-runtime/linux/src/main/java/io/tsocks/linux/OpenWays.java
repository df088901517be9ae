package io.tsocks.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What of the descriptors that this process was started with leads out without a call that could
/// be asked about: sockets that are connected already, and rings of io_uring, whose kernel thread
/// may need no call at all.
///
/// @param sockets by ascending descriptor
/// @param rings the descriptors of rings, ascending
public record OpenWays(List<Way> sockets, List<Integer> rings) {

    private static final String RING = "anon_inode:[io_uring]";

    public OpenWays {
        sockets = List.copyOf(sockets);
        rings = List.copyOf(rings);
    }

    /// A socket that leads somewhere.
    ///
    /// @param descriptor its number
    /// @param where to, in words
    public record Way(int descriptor, String where) {
        @Override
        public String toString() {
            return descriptor + " (" + where + ")";
        }
    }

    /// Finds them. A descriptor that has been closed meanwhile is none of them.
    ///
    /// @param descriptors of this process
    public static OpenWays among(Collection<Integer> descriptors) {
        List<Way> sockets = new ArrayList<>();
        List<Integer> rings = new ArrayList<>();
        for (int descriptor : descriptors.stream().sorted().toList()) {
            String what = what(descriptor);
            if (what.equals(RING)) {
                rings.add(descriptor);
            } else if (what.startsWith("socket:")) {
                where(new NativeSocket(Kernel.ofThisProcess(), descriptor))
                        .ifPresent(where -> sockets.add(new Way(descriptor, where)));
            }
        }
        return new OpenWays(sockets, rings);
    }

    private static String what(int descriptor) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /// Where a socket leads; empty if an address has still to be named, or it stays on this
    /// machine.
    private static Optional<String> where(NativeSocket socket) {
        return switch (socket.kind()) {
            case TCP4, TCP6 -> tcp(socket);
            case UDP4, UDP6 -> peer(socket).map("udp to "::concat);
            case FOREIGN_INET -> Optional.of("neither TCP nor UDP");
            case UNIX -> Optional.empty();
            case OTHER -> socket.isWithinMachine() ? Optional.empty() : Optional.of("not IP");
        };
    }

    private static Optional<String> tcp(NativeSocket socket) {
        return switch (socket.progress()) {
            case NONE -> Optional.empty();
            case CONNECTING -> Optional.of("tcp, being connected");
            case ESTABLISHED, BEYOND -> peer(socket).map("tcp to "::concat);
        };
    }

    private static Optional<String> peer(NativeSocket socket) {
        return InetEndpoint.of(socket.peerName()).map(InetEndpoint::toString);
    }
}
