package io.tsocks.launcher.supervisor;

import io.tsocks.linux.Errno;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.KernelException;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.NativeSocket.Kind;
import java.util.List;
import java.util.Optional;

/// Prepares direct connects. The addresses of a name that was looked up here may be several, or
/// such as the program's socket cannot be connected to: it knows one fake IPv4 address. The relay
/// then makes the connection.
record DirectConnects(Settings settings, Detours detours) {

    /// The addresses to which the program's own socket is connected, one after the other; a call
    /// that does not wait has only one, which no other may follow.
    ///
    /// @return empty if the relay has to connect
    List<InetEndpoint> byItself(ServerConnects.Asker asker, Destination to) {
        Kind kind = asker.kind();
        List<InetEndpoint> all = to.endpoints(kind.isIpv6());
        if (to.others().isEmpty() && all.size() == 1) {
            return all;
        }
        List<InetEndpoint> possible =
                all.stream()
                        .filter(one -> !Reachable.isImpossible(asker.socket(), kind, one))
                        .toList();
        if (asker.waits() || possible.isEmpty()) {
            return possible;
        }
        boolean isOne = to.endpoints(detours.hasIpv6()).size() == 1;
        return isOne || Detours.obstacle(asker.socket(), kind).isPresent()
                ? possible.subList(0, 1)
                : List.of();
    }

    /// Prepares a connect.
    ///
    /// @param own as [#byItself] gives them
    ServerConnects.Prepared prepare(
            ServerConnects.Asker asker,
            Destination to,
            List<InetEndpoint> own,
            Routing.Plan.Direct plan) {
        if (!own.isEmpty()) {
            ConnectCaller caller = ConnectCaller.waiting(asker.tid());
            return ready(asker, caller, to, own, plan, Carriage.byItself());
        }
        List<InetEndpoint> all = to.endpoints(detours.hasIpv6());
        Optional<String> obstacle = Detours.obstacle(asker.socket(), asker.kind());
        if (all.isEmpty() || obstacle.isPresent()) {
            return new ServerConnects.Prepared.Refused(Errno.ENETUNREACH, whyNot(asker, obstacle));
        }
        try {
            Detour detour = detours.open(asker.socket(), asker.kind(), all.getFirst());
            return ready(asker, caller(asker), to, all, plan, Carriage.by(detour));
        } catch (KernelException e) {
            return ServerConnects.unprepared(e);
        }
    }

    private ConnectCaller caller(ServerConnects.Asker asker) {
        return asker.waits() || settings.nonBlocking() == Settings.NonBlocking.HOLD
                ? ConnectCaller.waiting(asker.tid())
                : new ConnectCaller(asker.tid(), true, "", System.nanoTime());
    }

    private ServerConnects.Prepared ready(
            ServerConnects.Asker asker,
            ConnectCaller caller,
            Destination to,
            List<InetEndpoint> all,
            Routing.Plan.Direct plan,
            Carriage carriage) {
        NativeSocket socket = asker.socket();
        return new ServerConnects.Prepared.Ready(
                PendingConnect.direct(
                        asker.cookie(), socket, caller, to, all, plan, carriage, settings));
    }

    private static String whyNot(ServerConnects.Asker asker, Optional<String> obstacle) {
        return "the program's "
                + (asker.kind().isIpv6() ? "IPv6-only" : "IPv4")
                + " socket cannot be connected to the addresses that the name has here"
                + obstacle.map(why -> "; a relay cannot help, because the socket " + why)
                        .orElse(", and this machine has no IPv6");
    }
}
