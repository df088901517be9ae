package io.tsocks.launcher.supervisor;

import io.tsocks.launcher.relay.Door;
import io.tsocks.launcher.relay.Relay;
import io.tsocks.linux.Errno;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.Kernel;
import io.tsocks.linux.KernelException;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.NativeSocket.Kind;
import io.tsocks.linux.OutgoingDevice;
import io.tsocks.linux.OwnSocket;
import io.tsocks.linux.PacketTraits;
import io.tsocks.linux.ProcessState;
import io.tsocks.linux.Result;
import io.tsocks.linux.StreamAddress;
import io.tsocks.linux.UnixEndpoint;
import java.util.Optional;

/// Opens a [Detour] for each connection that cannot be made on the program's own socket.
final class Detours {

    /// How many descriptors tsocks needs for other things.
    private static final int FOR_OTHERS = 64;

    private final Kernel kernel;
    private final Relay relay;
    private final long mostDescriptors;
    private int pending;
    private boolean hasIpv6 = true;

    Detours(Kernel kernel) {
        this.kernel = kernel;
        this.relay = new Relay(kernel);
        this.mostDescriptors = (ProcessState.descriptorLimit(kernel) - FOR_OTHERS) / 2;
    }

    Relay relay() {
        return relay;
    }

    /// Why a socket cannot be relayed, in words; empty if it can.
    static Optional<String> obstacle(NativeSocket socket, Kind kind) {
        if (new OutgoingDevice(socket, kind.isIpv6()).isBound()) {
            return Optional.of("is bound to a network device");
        }
        boolean byIpv6 = kind.isIpv6() && isAtIpv6(socket, kind, Detour.source(socket));
        PacketTraits traits = new PacketTraits(socket, byIpv6);
        if (traits.isMultipath()) {
            return Optional.of("is one of MPTCP");
        }
        return traits.timeToLive() == OwnSocket.HIGHEST_TTL
                ? Optional.of("has a TTL of 255")
                : Optional.empty();
    }

    /// Why a connection that can do without should not be relayed, in words: it would keep its
    /// descriptors for as long as it lasts, and others need some to be made at all. While it is
    /// pending it takes more of them than one on the program's own socket.
    ///
    /// @return empty if there are enough
    Optional<String> shortage() {
        return relay.descriptors() + (long) Detour.DESCRIPTORS * pending > mostDescriptors
                ? Optional.of("relayed ones have half of the descriptors of tsocks (ulimit -Hn)")
                : Optional.empty();
    }

    /// Whether servers with an IPv6 address can be reached by a socket of the supervisor's own.
    boolean hasIpv6() {
        return hasIpv6;
    }

    /// Opens a door for a socket, and a socket to speak with the server.
    ///
    /// @param socket the program's
    /// @param first where the server is
    /// @throws KernelException with EMFILE or ENFILE if descriptors have run out
    Detour open(NativeSocket socket, Kind kind, StreamAddress first) throws KernelException {
        relay.start();
        Optional<InetEndpoint> source = Detour.source(socket);
        Door door = Door.open(kernel, isAtIpv6(socket, kind, source));
        try {
            InetEndpoint address = door.address(kind.isIpv6()).orElseThrow();
            Detour detour =
                    new Detour(
                            door, address, to -> outer(to, source), first, relay, () -> pending--);
            pending++;
            return detour;
        } catch (KernelException e) {
            door.close();
            throw e;
        }
    }

    private OwnSocket outer(StreamAddress to, Optional<InetEndpoint> source)
            throws KernelException {
        return switch (to) {
            case UnixEndpoint _ -> OwnSocket.openUnix(kernel);
            case InetEndpoint _ -> {
                OwnSocket outer = source.isPresent() ? outer(source.get()) : outer();
                // The messages of a handshake are short, and the server may not acknowledge one
                // before it has the next.
                outer.sendAtOnce();
                yield outer;
            }
        };
    }

    private OwnSocket outer(InetEndpoint source) throws KernelException {
        OwnSocket outer = outer();
        try {
            bind(outer, source);
            return outer;
        } catch (KernelException e) {
            outer.close();
            throw e;
        }
    }

    /// A socket that reaches servers with addresses of both versions, if this machine has both.
    private OwnSocket outer() throws KernelException {
        if (hasIpv6) {
            try {
                return OwnSocket.open(kernel, true);
            } catch (KernelException e) {
                if (e.errno() != Errno.EAFNOSUPPORT) {
                    throw e;
                }
                hasIpv6 = false;
            }
        }
        return OwnSocket.open(kernel, false);
    }

    private void bind(OwnSocket outer, InetEndpoint source) throws KernelException {
        Optional<InetEndpoint> own =
                InetEndpoint.forSocket(hasIpv6, source.withPort(0).toSocketAddress());
        Result bound =
                own.isPresent()
                        ? outer.asNative().bind(own.get().sockaddr())
                        : Result.failure(Errno.EADDRNOTAVAIL);
        bound.orThrow("bind");
    }

    /// Whether a socket can only reach the loopback of IPv6.
    private static boolean isAtIpv6(NativeSocket socket, Kind kind, Optional<InetEndpoint> source) {
        return kind.isIpv6()
                && (socket.isIpv6Only()
                        || source.filter(own -> own.address().getAddress().length > 4).isPresent());
    }
}
