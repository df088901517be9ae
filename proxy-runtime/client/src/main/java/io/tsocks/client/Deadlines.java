package io.tsocks.client;

import io.tsocks.protocol.Phase;
import java.time.Duration;

/// How long each phase of a connect may take, and how long all of them together. The earliest
/// deadline to pass ends the connect.
///
/// @param connect for the TCP connect to the server, or to a destination reached directly,
///     including the lookup of its name; if a server has several addresses, each has its share of
///     the time left
/// @param method for the choice of an authentication method, and once more for the TLS handshake
///     before it, if the server uses TLS
/// @param authentication for the whole authentication
/// @param request for sending the request, which waits only if the server does not read
/// @param reply for the server's own connect; generous, so that the server gives up first and says
///     why
/// @param overall for everything; the timeout of a single call replaces it
public record Deadlines(
        Duration connect,
        Duration method,
        Duration authentication,
        Duration request,
        Duration reply,
        Duration overall) {

    /// 10 seconds for each phase except the reply, which has 60, and 90 seconds for everything.
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

    /// The same time for each phase and for all phases together.
    public static Deadlines all(Duration each) {
        return new Deadlines(each, each, each, each, each, each);
    }

    /// The same deadlines, except for another one for all phases together.
    ///
    /// @param overall more than zero
    public Deadlines within(Duration overall) {
        return new Deadlines(connect, method, authentication, request, reply, overall);
    }

    /// The time for a phase. [Phase#PEER] has the overall time, because nothing tells when a peer
    /// will come.
    public Duration of(Phase phase) {
        return switch (phase) {
            case CONNECT -> connect;
            case TLS, METHOD -> method;
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
