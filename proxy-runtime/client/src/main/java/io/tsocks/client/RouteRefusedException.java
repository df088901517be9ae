package io.tsocks.client;

import io.tsocks.engine.Route;
import io.tsocks.protocol.SocksAddress;
import java.net.ConnectException;

/// The policy refuses a destination. Nothing was sent anywhere.
public final class RouteRefusedException extends ConnectException {

    private static final long serialVersionUID = 1;

    private final transient SocksAddress destination;
    private final transient Route.Refused route;

    RouteRefusedException(SocksAddress destination, Route.Refused route) {
        super("the policy refuses " + destination + ": " + route.message());
        this.destination = destination;
        this.route = route;
    }

    /// What was asked for.
    public SocksAddress destination() {
        return destination;
    }

    /// The policy's answer, with the rule that gave it.
    public Route.Refused route() {
        return route;
    }
}
