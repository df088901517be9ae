package io.tsocks.service.api;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.tsocks.net.Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Lets requests in through a door: whether a request was meant for this service, whether it comes
/// from a page of another site, who sends it, and what that caller may do.
final class Access implements Filter {

    private static final String BEARER = "Bearer ";
    private static final HeaderName SEC_FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
    private static final HeaderName SEC_FETCH_MODE = HeaderNames.create("Sec-Fetch-Mode");

    /// Sent with every answer. No script runs but those of this service, no other page frames it,
    /// and no other page reads what it answers.
    private static final List<Header> PROTECTION =
            List.of(
                    HeaderValues.createCached(
                            "Content-Security-Policy",
                            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
                                    + " data: blob:; font-src 'self'; connect-src 'self'; base-uri"
                                    + " 'none'; form-action 'none'; frame-ancestors 'none'"),
                    HeaderValues.createCached("X-Content-Type-Options", "nosniff"),
                    HeaderValues.createCached("Referrer-Policy", "no-referrer"),
                    HeaderValues.createCached("Cross-Origin-Resource-Policy", "same-origin"),
                    HeaderValues.createCached("Cross-Origin-Opener-Policy", "same-origin"),
                    HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store"));

    private final Door door;
    private final Supplier<Credentials> credentials;
    private final GuessLimit guesses;
    private final Metrics metrics;

    /// @param credentials those that count now
    Access(Door door, Supplier<Credentials> credentials, GuessLimit guesses, Metrics metrics) {
        this.door = door;
        this.credentials = credentials;
        this.guesses = guesses;
        this.metrics = metrics;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        Patience patience = Patience.here();
        patience.expectAnswer();
        long begin = System.nanoTime();
        PROTECTION.forEach(response::header);
        try {
            answer(chain, request, response);
        } finally {
            metrics.took(
                    request.prologue().method().text(),
                    response.status().code(),
                    Duration.ofNanos(System.nanoTime() - begin));
            request.context().get(BodyMemory.Share.class).ifPresent(BodyMemory.Share::close);
            patience.expectRequest();
        }
    }

    /// Answers, and closes the connection if the client wants that, or the answer ends it. The
    /// server itself would wait for the next request.
    private void answer(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        try {
            refuseOddPath(request);
            refuseOtherHosts(request);
            refuseOtherSites(request);
            chain.proceed();
        } catch (ProblemException e) {
            Replies.problem(response, e);
        }
        if (request.headers().contains(HeaderValues.CONNECTION_CLOSE)
                || ProblemException.endsConnection(response.status().code())) {
            throw new CloseConnectionException("answered for the last time");
        }
    }

    /// No path here needs an escape, a dot segment or an empty segment.
    private static void refuseOddPath(ServerRequest request) {
        String path = request.path().rawPath();
        if (path.contains("%")
                || path.contains("//")
                || path.contains("\\")
                || path.contains("/.")
                || path.contains(";")) {
            throw ProblemException.badRequest("this path is not in its plain form");
        }
    }

    private void refuseOtherHosts(ServerRequest request) {
        String host = Requests.header(request, HeaderNames.HOST).orElse("");
        if (!door.isMeantBy(host, request.localPeer().port())) {
            throw new ProblemException(
                    421,
                    "other-host",
                    "The request is for another host",
                    "this service does not answer for the host that the request names");
        }
    }

    /// A browser says from where a request comes. Only a link to a page may come from elsewhere.
    private void refuseOtherSites(ServerRequest request) {
        if (door instanceof Door.Unix) {
            return;
        }
        String host = Requests.header(request, HeaderNames.HOST).orElse("");
        Optional<String> origin = Requests.header(request, HeaderNames.ORIGIN);
        boolean isOwn =
                origin.isEmpty()
                        || origin.get().equals("http://" + host)
                        || origin.get().equals("https://" + host);
        String site = Requests.header(request, SEC_FETCH_SITE).orElse("none");
        boolean isLink =
                Requests.header(request, SEC_FETCH_MODE).orElse("").equals("navigate")
                        && !request.path().rawPath().startsWith("/v1/");
        if (!isOwn || !(site.equals("none") || site.equals("same-origin") || isLink)) {
            throw new ProblemException(
                    403,
                    "other-site",
                    "The request comes from another site",
                    "pages of other sites may not use this service");
        }
    }

    /// A handler that only callers with a role reach.
    Handler needs(Role role, Handler handler) {
        return (request, response) -> {
            Caller caller = caller(request);
            if (!caller.role().includes(role)) {
                throw new ProblemException(
                        403,
                        "role",
                        "The role does not allow this",
                        "this takes the role "
                                + role.label()
                                + ", and "
                                + caller.name()
                                + " has "
                                + caller.role().label());
            }
            request.context().register(caller);
            handler.handle(request, response);
        };
    }

    private Caller caller(ServerRequest request) {
        if (door instanceof Door.Unix) {
            return Caller.LOCAL;
        }
        Credentials known = credentials.get();
        Optional<Caller> certified =
                request.remotePeer()
                        .tlsCertificates()
                        .flatMap(chain -> known.certificates().caller(chain));
        return certified.orElseGet(() -> ofToken(request, known.tokens()));
    }

    private Caller ofToken(ServerRequest request, Tokens tokens) {
        String header = Requests.header(request, HeaderNames.AUTHORIZATION).orElse("");
        if (!header.startsWith(BEARER)) {
            throw unauthorized("send the token in the header Authorization: Bearer TOKEN");
        }
        Address address =
                Address.of(((InetSocketAddress) request.remotePeer().address()).getAddress());
        if (guesses.isSpent(address)) {
            throw tooManyGuesses();
        }
        String token = header.substring(BEARER.length()).strip();
        Optional<Caller> caller = tokens.caller(token);
        if (caller.isEmpty() && guesses.failed(address, token)) {
            throw tooManyGuesses();
        }
        return caller.orElseThrow(() -> unauthorized("the token is wrong"));
    }

    private static ProblemException tooManyGuesses() {
        return new ProblemException(
                429,
                "guesses",
                "Too many wrong tokens",
                "too many wrong tokens came from this address; try again in a minute");
    }

    private static ProblemException unauthorized(String detail) {
        return new ProblemException(401, "unauthorized", "Who asks is not known", detail);
    }
}
