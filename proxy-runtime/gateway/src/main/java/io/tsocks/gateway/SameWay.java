package io.tsocks.gateway;

import io.tsocks.client.Routed;
import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.ServerWay;
import io.tsocks.protocol.SocksAddress;
import java.util.List;
import java.util.Optional;

/// Whether a new policy leads an open connection the way that it has taken. The policy is asked
/// about the destination as the client asked for it and, if it needs the address of a name, about
/// the address that was used. A connection whose address only a server knows has then changed.
final class SameWay {

    private SameWay() {}

    /// @param asked the destination as it was asked for
    static boolean isTaken(PolicyEngine engine, SocksAddress asked, Routed<?> made) {
        return decide(engine, asked, made.destination())
                .filter(now -> leads(engine.policy(), now.action(), made))
                .isPresent();
    }

    private static Optional<Decision> decide(
            PolicyEngine engine, SocksAddress asked, SocksAddress used) {
        return switch (engine.decide(asked.host(), asked.port())) {
            case HostDecision.Decided(Decision decision) -> Optional.of(decision);
            case HostDecision.NeedsAddress _ ->
                    used instanceof SocksAddress.Ip ip
                            ? Optional.of(engine.decide(ip.address(), ip.port()))
                            : Optional.empty();
        };
    }

    private static boolean leads(Policy policy, Action action, Routed<?> made) {
        List<ProxyServer> servers = made.servers();
        return switch (action) {
            case Action.Direct _ -> servers.isEmpty();
            case Action.Refused _ -> false;
            case Action.Via via ->
                    !servers.isEmpty()
                            && via.servers().contains(servers.getLast())
                            && isChain(policy, made);
        };
    }

    /// Whether each server is still reached through the one before it, and the first directly.
    private static boolean isChain(Policy policy, Routed<?> made) {
        List<ProxyServer> servers = made.servers();
        for (int i = 0; i < servers.size(); i++) {
            ServerWay way = policy.wayTo(servers.get(i));
            boolean isSame = way.equals(made.engine().policy().wayTo(servers.get(i)));
            if (!isSame
                    && !leadsThrough(
                            way, i == 0 ? Optional.empty() : Optional.of(servers.get(i - 1)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean leadsThrough(ServerWay way, Optional<ProxyServer> before) {
        return switch (way) {
            case ServerWay.Local _, ServerWay.Direct _ -> before.isEmpty();
            case ServerWay.Through through ->
                    before.filter(through.upstream().servers()::contains).isPresent();
            case ServerWay.Nowhere _ -> false;
        };
    }
}
