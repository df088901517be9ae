package io.tsocks.launcher.supervisor;

import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.KernelException;
import io.tsocks.linux.StreamAddress;
import org.jspecify.annotations.Nullable;

/// How a connection is carried: by the program's own socket, or by the relay. It may begin by the
/// program's socket and go on by the relay: the kernel does not connect a socket of AF_INET6 to an
/// IPv6 address any more once it has begun to connect it to a v4-mapped one.
///
/// Not thread-safe: the supervisor's thread owns it.
final class Carriage {

    private static final String RELAYED = "relayed";

    private final boolean isByItself;
    private final Opener opener;
    private @Nullable Detour detour;
    private @Nullable String note;

    /// Opens the way by the relay.
    interface Opener {
        /// Opens it.
        ///
        /// @param first where the server is
        /// @return null if the program's socket cannot be relayed
        /// @throws KernelException if there is no socket for that
        @Nullable Detour open(StreamAddress first) throws KernelException;
    }

    private Carriage(@Nullable Detour detour, Opener opener, @Nullable String note) {
        this.isByItself = detour == null;
        this.detour = detour;
        this.opener = opener;
        this.note = note;
    }

    /// By the program's own socket, to one address.
    static Carriage byItself() {
        return new Carriage(null, _ -> null, null);
    }

    /// By the program's own socket, as long as that can be connected.
    ///
    /// @param opener of the way by the relay, for when it can no longer be
    /// @param note what to say of it; null for nothing
    static Carriage byItself(Opener opener, @Nullable String note) {
        return new Carriage(null, opener, note);
    }

    /// By the relay.
    static Carriage by(Detour detour) {
        return new Carriage(detour, _ -> null, RELAYED);
    }

    /// The way by the relay; null if the program's own socket is connected.
    @Nullable Detour detour() {
        return detour;
    }

    /// What to say of it; null for nothing.
    @Nullable String note() {
        return note;
    }

    /// Whether the program's own socket has been connected to a server, whatever carries it now.
    boolean hasBegunByItself() {
        return isByItself;
    }

    /// Goes on to another address.
    ///
    /// @param last the one that was tried before
    /// @return whether there is a socket for it
    boolean headFor(StreamAddress last, StreamAddress next) {
        try {
            if (detour != null) {
                detour.headFor(next);
            } else if (isMapped(last) && !isMapped(next)) {
                return leave(next);
            }
            return true;
        } catch (KernelException e) {
            return false;
        }
    }

    private boolean leave(StreamAddress next) throws KernelException {
        detour = opener.open(next);
        note = detour == null ? note : RELAYED;
        return detour != null;
    }

    private static boolean isMapped(StreamAddress address) {
        return address instanceof InetEndpoint inet && inet.isMapped();
    }
}
