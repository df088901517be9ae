package io.tsocks.launcher.supervisor;

import io.tsocks.engine.ProxyServer;
import io.tsocks.linux.KernelException;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.NativeSocket.Kind;
import io.tsocks.linux.StreamAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Chooses how a connect through a server is carried: by the program's own socket if that can be
/// connected to the server, and by the relay if it cannot, or if the program is to see what it
/// would see without tsocks.
record Carriages(Detours detours) {

    /// What a socket can do.
    ///
    /// @param ways what can be tried for each server; no server without anything
    /// @param isRelayed whether that is for the relay
    /// @param note what to say of it; null for nothing
    record Choice(
            Map<ProxyServer, List<ServerTries.Try>> ways,
            boolean isRelayed,
            @Nullable String note) {}

    /// Chooses.
    ///
    /// @param wish EXACT if the connection is to be relayed if possible
    Choice choose(
            NativeSocket socket, Kind kind, Routing.Plan.Via plan, Settings.NonBlocking wish) {
        boolean isExact = wish == Settings.NonBlocking.EXACT;
        if (isExact || Reachable.isProtected(plan)) {
            return relayed(socket, kind, plan, isExact);
        }
        Map<ProxyServer, List<ServerTries.Try>> itself = Reachable.of(socket, kind, plan);
        if (itself.size() == plan.ways().size()) {
            return new Choice(itself, false, null);
        }
        Map<ProxyServer, List<ServerTries.Try>> relayed =
                Reachable.byRelay(plan, detours.hasIpv6(), Detour.source(socket));
        return relayed.size() > itself.size() && Detours.obstacle(socket, kind).isEmpty()
                ? new Choice(relayed, true, null)
                : new Choice(itself, false, null);
    }

    /// Chooses the relay, if it is possible. What the program's own socket can do is found out only
    /// if that matters.
    private Choice relayed(NativeSocket socket, Kind kind, Routing.Plan.Via plan, boolean isExact) {
        Map<ProxyServer, List<ServerTries.Try>> relayed =
                Reachable.byRelay(plan, detours.hasIpv6(), Detour.source(socket));
        Optional<String> obstacle =
                Detours.obstacle(socket, kind).map(what -> "the program's socket " + what);
        Optional<String> shortage = isExact ? detours.shortage() : Optional.empty();
        if (!relayed.isEmpty() && obstacle.isEmpty() && shortage.isEmpty()) {
            return new Choice(relayed, true, null);
        }
        Map<ProxyServer, List<ServerTries.Try>> itself = Reachable.of(socket, kind, plan);
        if (relayed.isEmpty()) {
            return new Choice(itself, false, null);
        }
        if (obstacle.isEmpty() && itself.isEmpty()) {
            return new Choice(relayed, true, null);
        }
        String why = obstacle.or(() -> shortage).orElseThrow();
        return new Choice(itself, false, isExact ? asGate(why) : null);
    }

    /// What a socket can do where the relay fails, such as in a network without a loopback.
    ///
    /// @param failed what was chosen before
    /// @return empty if nothing is left
    Optional<Choice> withoutRelay(
            Choice failed, ServerConnects.Asker asker, Routing.Plan.Via plan, KernelException why) {
        Map<ProxyServer, List<ServerTries.Try>> itself =
                Reachable.of(asker.socket(), asker.kind(), plan);
        if (!failed.isRelayed() || itself.isEmpty()) {
            return Optional.empty();
        }
        String note = asGate("the relay cannot be used: " + why.getMessage());
        return Optional.of(new Choice(itself, false, asker.waits() ? null : note));
    }

    private static String asGate(String obstacle) {
        return "as with --nonblocking=gate, because " + obstacle;
    }

    /// What a socket can try if other ways to servers are known.
    ///
    /// @param choice how the connection is carried
    Map<ProxyServer, List<ServerTries.Try>> reachable(
            Choice choice, ServerConnects.Asker asker, Routing.Plan.Via plan) {
        return choice.isRelayed()
                ? Reachable.byRelay(plan, detours.hasIpv6(), Detour.source(asker.socket()))
                : Reachable.of(asker.socket(), asker.kind(), plan);
    }

    /// Makes ready what the choice needs.
    ///
    /// @param first what is tried first
    /// @throws KernelException as [Detours#open]
    Carriage open(Choice choice, NativeSocket socket, Kind kind, StreamAddress first)
            throws KernelException {
        return choice.isRelayed()
                ? Carriage.by(detours.open(socket, kind, first))
                : Carriage.byItself(next -> leave(socket, kind, next), choice.note());
    }

    private @Nullable Detour leave(NativeSocket socket, Kind kind, StreamAddress next)
            throws KernelException {
        boolean isPossible = Detours.obstacle(socket, kind).isEmpty();
        return isPossible ? detours.open(socket, kind, next) : null;
    }
}
