package io.tsocks.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The inherited descriptors of this process that lead out without a call that could be trapped:
/// sockets that are already connected, and rings of io_uring, whose kernel thread may need no call
/// at all.
///
/// @param sockets in ascending order of descriptor
/// @param rings the descriptors of rings, ascending
public record OpenWays(List<Way> sockets, List<Integer> rings) {

    private static final String RING = "anon_inode:[io_uring]";

    public OpenWays {
        sockets = List.copyOf(sockets);
        rings = List.copyOf(rings);
    }

    /// A socket that leads somewhere.
    ///
    /// @param descriptor the number of the descriptor
    /// @param where where it leads, in words
    public record Way(int descriptor, String where) {
        @Override
        public String toString() {
            return descriptor + " (" + where + ")";
        }
    }

    /// Finds such descriptors. One that was closed meanwhile does not count.
    ///
    /// @param descriptors the descriptors of this process to check
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

    /// Where a socket leads; empty if it has no peer yet, or leads nowhere outside this machine.
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
