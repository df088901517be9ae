package io.tsocks.engine.analysis;

import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.NameMap;
import io.tsocks.engine.Rule;
import io.tsocks.net.HostName;
import java.util.Optional;

/// A name and port that show how a policy treats names.
///
/// @param port 1 to 65535
/// @param owner the line that lists the name; empty if no line does
/// @param decision the policy's answer before the name is resolved
public record NameWitness(
        HostName name, int port, Optional<NameMap.Owner> owner, HostDecision decision) {

    /// The rule that decides for a name that no line lists. Empty if a line lists it, if the
    /// address decides, or if it is refused because it must not be resolved (RFC 7686).
    public Optional<Rule> otherRule() {
        return owner.isEmpty() && decision instanceof HostDecision.Decided(Decision decided)
                ? Optional.of(decided).filter(NameWitness::isOfRule).map(Decision::rule)
                : Optional.empty();
    }

    /// Whether a line or rule decides. None does for a name that is refused because it must not be
    /// resolved (RFC 7686).
    boolean isOfRule() {
        return !(decision instanceof HostDecision.Decided(Decision decided)) || isOfRule(decided);
    }

    private static boolean isOfRule(Decision decided) {
        return !(decided.action() instanceof Action.Refused refused)
                || refused.reason() != Action.Reason.ONION_WITHOUT_SERVER;
    }

    /// `www.example.com:80`
    public String destination() {
        return name + ":" + port;
    }
}
