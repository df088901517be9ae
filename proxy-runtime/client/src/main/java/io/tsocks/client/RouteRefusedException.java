package io.tsocks.client;

import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.Rule;
import io.tsocks.protocol.SocksAddress;
import java.net.ConnectException;

/// The policy refuses a destination. No packet was sent.
public final class RouteRefusedException extends ConnectException {

    private static final long serialVersionUID = 1;

    private final transient SocksAddress destination;
    private final transient Action.Refused refusal;
    private final transient Rule rule;

    /// @param rule the rule that refuses
    RouteRefusedException(SocksAddress destination, Action.Refused refusal, Rule rule) {
        super("the policy refuses " + destination + ": " + refusal.message());
        this.destination = destination;
        this.refusal = refusal;
        this.rule = rule;
    }

    /// The refused destination.
    public SocksAddress destination() {
        return destination;
    }

    /// The refusal, with its reason.
    public Action.Refused refusal() {
        return refusal;
    }

    /// The policy's decision, with the rule that decided.
    public Decision decision() {
        return new Decision(refusal, rule);
    }
}
