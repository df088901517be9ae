package io.tsocks.client;

import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.Rule;
import io.tsocks.protocol.SocksAddress;
import java.net.ConnectException;

/// The policy refuses a destination. Nothing was sent anywhere.
public final class RouteRefusedException extends ConnectException {

    private static final long serialVersionUID = 1;

    private final transient SocksAddress destination;
    private final transient Action.Refused refusal;
    private final transient Rule rule;

    /// @param rule what refuses
    RouteRefusedException(SocksAddress destination, Action.Refused refusal, Rule rule) {
        super("the policy refuses " + destination + ": " + refusal.message());
        this.destination = destination;
        this.refusal = refusal;
        this.rule = rule;
    }

    /// What was asked for.
    public SocksAddress destination() {
        return destination;
    }

    /// Why.
    public Action.Refused refusal() {
        return refusal;
    }

    /// The policy's answer, with the rule that gave it.
    public Decision decision() {
        return new Decision(refusal, rule);
    }
}
