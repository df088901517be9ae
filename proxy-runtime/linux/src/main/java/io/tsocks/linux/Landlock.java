package io.tsocks.linux;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.BitSet;
import java.util.Optional;
import java.util.Random;

/// Finds out which connects a Landlock ruleset allows (landlock(7)). The kernel does not tell what
/// a ruleset contains, so a thread applies it to itself and tries.
public final class Landlock {

    private static final int PORTS = 65_536;

    /// A ruleset names each allowed port individually. It never names all of this many random
    /// ports.
    private static final int SAMPLES = 16;

    /// The kernel asks Landlock first, and only then finds that TCP cannot go to a multicast
    /// address.
    private static final InetAddress NOWHERE = InetAddress.ofLiteral("224.0.0.1");

    private Landlock() {}

    /// Applies a ruleset to the calling thread, which must end soon afterwards, and finds out to
    /// which ports it can still connect.
    ///
    /// @param ruleset a descriptor of this process
    /// @return empty if the ruleset does not restrict connects; a set without ports if the ruleset
    ///     cannot be tried
    public static Optional<BitSet> portsLeft(int ruleset) {
        Kernel kernel = Kernel.ofThisProcess();
        kernel.call(Syscall.PRCTL, C.PR_SET_NO_NEW_PRIVS, 1);
        Result restricted = kernel.call(Syscall.LANDLOCK_RESTRICT_SELF, ruleset, 0);
        Result created = NativeSocket.createTcp(kernel);
        if (!restricted.ok() || !created.ok()) {
            return Optional.of(new BitSet());
        }
        try (NativeSocket socket = new NativeSocket(kernel, created.intValue())) {
            Random random = new Random();
            for (int i = 0; i < SAMPLES; i++) {
                if (!leaves(socket, random.nextInt(PORTS))) {
                    return Optional.of(all(socket));
                }
            }
            return Optional.empty();
        }
    }

    private static BitSet all(NativeSocket socket) {
        BitSet left = new BitSet(PORTS);
        for (int port = 0; port < PORTS; port++) {
            left.set(port, leaves(socket, port));
        }
        return left;
    }

    private static boolean leaves(NativeSocket socket, int port) {
        InetSocketAddress to = new InetSocketAddress(NOWHERE, port);
        byte[] sockaddr = InetEndpoint.forSocket(false, to).orElseThrow().sockaddr();
        return socket.connect(sockaddr).errno() != Errno.EACCES;
    }
}
