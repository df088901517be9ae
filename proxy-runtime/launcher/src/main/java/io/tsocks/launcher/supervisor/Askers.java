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

/// The name server that each socket means that was redirected to the [DnsRelay].
///
/// Written by the supervisor's thread before the program's call returns, and read by the relay's
/// threads: what another thread of the program sends in between is not answered.
final class Askers {

    /// The most sockets that are remembered; a socket that comes back is registered again.
    private static final int MOST = 65_536;

    private final Map<Port, Asker> askers = new ConcurrentHashMap<>();

    private record Port(boolean isStream, int number) {}

    /// A socket that asks.
    ///
    /// @param from the socket's own address, as the relay sees it
    /// @param inode the socket's inode, as in [InetSockets]
    /// @param byUdp whether the name server may be asked by UDP, directly
    /// @param program the name of its program
    /// @param thread the thread whose call was redirected
    record Asker(
            InetSocketAddress from,
            String inode,
            InetEndpoint nameServer,
            boolean byUdp,
            String program,
            int thread) {}

    /// Records that a UDP socket, which has a port, means this name server.
    ///
    /// @param byUdp whether the name server may be asked by UDP, directly
    /// @param tid the thread whose call is redirected
    void expect(NativeSocket socket, InetEndpoint nameServer, boolean byUdp, int tid) {
        expect(false, socket, nameServer, byUdp, tid);
    }

    /// The same for a connected TCP socket.
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

    /// Records a socket.
    void expect(boolean isStream, Asker asker) {
        Port port = new Port(isStream, asker.from().getPort());
        if (askers.size() < MOST || askers.containsKey(port)) {
            askers.put(port, asker);
        }
    }

    /// The address from which a socket sends: a loopback address if it is bound to none.
    private static InetSocketAddress asSeen(NativeSocket socket, InetEndpoint own) {
        if (!own.address().isAnyLocalAddress()) {
            return own.toSocketAddress();
        }
        String here = own.isIpv6Sockaddr() && socket.isIpv6Only() ? "::1" : "127.0.0.1";
        return new InetSocketAddress(InetAddress.ofLiteral(here), own.port());
    }

    /// The socket with this address, if it is still the one that was redirected. A port alone may
    /// belong to any process, even of another user, once that socket has gone, or at another
    /// loopback address.
    Optional<Asker> at(InetSocketAddress from, boolean isStream) {
        Asker asker = askers.get(new Port(isStream, from.getPort()));
        boolean proven =
                asker != null
                        && asker.from().equals(from)
                        && InetSockets.isOpen(isStream, asker.inode(), from.getPort());
        return proven ? Optional.ofNullable(asker) : Optional.empty();
    }

    /// Forgets a connection that has ended.
    void forgetStream(InetSocketAddress from) {
        askers.remove(new Port(true, from.getPort()));
    }
}
