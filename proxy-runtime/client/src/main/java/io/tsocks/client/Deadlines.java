package io.tsocks.client;

import io.tsocks.protocol.Phase;
import java.time.Duration;

/// How long each phase of a connect may take, and all of it. Whatever comes first ends it.
///
/// @param connect TCP to the server, or to a destination reached directly, its name's resolution
///     included; of a server with several addresses each is given its share of what is left
/// @param method the choice of an authentication method
/// @param authentication all of the authentication
/// @param request sending the request, which waits for nobody unless the server does not read
/// @param reply the server's own connect; generous, because it is the server that gives up first
///     and says why
/// @param overall everything; the timeout that a single call is given takes its place
public record Deadlines(
        Duration connect,
        Duration method,
        Duration authentication,
        Duration request,
        Duration reply,
        Duration overall) {

    /// 10 seconds for each phase, 60 for the reply, 90 for all.
    public static final Deadlines DEFAULT =
            new Deadlines(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(90));

    public Deadlines {
        positive(connect);
        positive(method);
        positive(authentication);
        positive(request);
        positive(reply);
        positive(overall);
    }

    /// The same time for each phase and for all.
    public static Deadlines all(Duration each) {
        return new Deadlines(each, each, each, each, each, each);
    }

    /// The same deadlines with another one for all phases together.
    ///
    /// @param overall more than zero
    public Deadlines within(Duration overall) {
        return new Deadlines(connect, method, authentication, request, reply, overall);
    }

    /// The time for a phase. [Phase#PEER] has as much as all of them: nobody can say when a peer
    /// comes.
    public Duration of(Phase phase) {
        return switch (phase) {
            case CONNECT -> connect;
            case METHOD -> method;
            case AUTHENTICATION -> authentication;
            case REQUEST -> request;
            case REPLY -> reply;
            case PEER -> overall;
        };
    }

    private static void positive(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("a deadline must be more than zero: " + duration);
        }
    }
}
