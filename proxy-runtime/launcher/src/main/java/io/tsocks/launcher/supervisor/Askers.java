package io.tsocks.launcher.supervisor;

import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.Kernel;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Which name server each socket means that is led to the [DnsRelay].
///
/// Written by the supervisor's thread before the program's call returns, and read by the relay's
/// threads: what another thread of the program sends in between is not answered.
final class Askers {

    /// So many sockets are remembered; a socket that comes back is told again.
    private static final int MOST = 65_536;

    private final Map<Port, Asker> askers = new ConcurrentHashMap<>();

    private record Port(boolean isStream, int number) {}

    /// A socket that asks.
    ///
    /// @param from its own address, as the relay sees it
    /// @param inode what [InetSockets] knows it by
    /// @param byUdp whether the name server may be asked by UDP, directly
    /// @param program the name of its program
    /// @param thread the thread that has led it here
    record Asker(
            InetSocketAddress from,
            String inode,
            InetEndpoint nameServer,
            boolean byUdp,
            String program,
            int thread) {}

    /// A UDP socket, which has a port, means this name server.
    ///
    /// @param byUdp whether the name server may be asked by UDP, directly
    /// @param tid the thread that is having it led here
    void expect(NativeSocket socket, InetEndpoint nameServer, boolean byUdp, int tid) {
        expect(false, socket, nameServer, byUdp, tid);
    }

    /// The same of a TCP socket that is connected.
    void expectStream(NativeSocket socket, InetEndpoint nameServer, int tid) {
        expect(true, socket, nameServer, false, tid);
    }

    private void expect(
            boolean isStream,
            NativeSocket socket,
            InetEndpoint nameServer,
            boolean byUdp,
            int tid) {
        Optional<InetSocketAddress> own =
                InetEndpoint.of(socket.localName()).map(it -> asSeen(socket, it));
        if (own.isPresent()) {
            String program = new Target(Kernel.ofThisProcess(), tid).program();
            String inode = InetSockets.inode(socket);
            expect(isStream, new Asker(own.get(), inode, nameServer, byUdp, program, tid));
        }
    }

    /// A socket is led here.
    void expect(boolean isStream, Asker asker) {
        Port port = new Port(isStream, asker.from().getPort());
        if (askers.size() < MOST || askers.containsKey(port)) {
            askers.put(port, asker);
        }
    }

    /// A socket that is bound to no address sends from the loopback.
    private static InetSocketAddress asSeen(NativeSocket socket, InetEndpoint own) {
        if (!own.address().isAnyLocalAddress()) {
            return own.toSocketAddress();
        }
        String here = own.isIpv6Sockaddr() && socket.isIpv6Only() ? "::1" : "127.0.0.1";
        return new InetSocketAddress(InetAddress.ofLiteral(here), own.port());
    }

    /// Who has this address, if it is still the socket that was led here: a port alone is
    /// anybody's, another user's as well, once that socket has gone or at another address of the
    /// loopback.
    Optional<Asker> at(InetSocketAddress from, boolean isStream) {
        Asker asker = askers.get(new Port(isStream, from.getPort()));
        boolean proven =
                asker != null
                        && asker.from().equals(from)
                        && InetSockets.isOpen(isStream, asker.inode(), from.getPort());
        return proven ? Optional.ofNullable(asker) : Optional.empty();
    }

    /// A connection is over.
    void forgetStream(InetSocketAddress from) {
        askers.remove(new Port(true, from.getPort()));
    }
}
