package io.tsocks.service.api;

import io.helidon.http.HttpException;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.tsocks.service.store.NotStoredException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.time.Instant;
import java.util.concurrent.Semaphore;

/// All that the API answers, behind each door.
final class Routes {

    private static final System.Logger LOG = System.getLogger("io.tsocks.service");

    private final ApiServer.Subject subject;
    private final GuessLimit guesses = new GuessLimit(System::nanoTime);
    private final RouteApi route;
    private final PolicyApi policy;
    private final RevisionApi revisions;
    private final QuestionApi questions;
    private final MeaningApi meanings;
    private final TrialApi trial;
    private final EventsApi events;
    private final StatusApi status;
    private final PacApi pac;

    Routes(
            ApiConfig config,
            ApiServer.Subject subject,
            RouteBatch batch,
            StatusApi.ListeningAt addresses) {
        this.subject = subject;
        long most = config.mostPolicyBytes();
        var policies = subject.policies();
        var decisions = new Decisions(subject.resolver(), subject.metrics());
        this.route = new RouteApi(policies, decisions, batch);
        this.policy = new PolicyApi(policies, subject.reload(), most);
        this.revisions = new RevisionApi(policies);
        this.questions = new QuestionApi(policies, subject.resolver(), most);
        this.meanings = new MeaningApi(policies, most);
        this.trial = new TrialApi(policies, most);
        this.events = new EventsApi(subject.events(), new Semaphore(EventsApi.MOST_CLIENTS));
        this.status = new StatusApi(policies, subject.traffic(), Instant.now(), addresses);
        this.pac = new PacApi(policies, config.pacIsPublic());
    }

    /// What is answered behind a door.
    HttpRouting.Builder behind(Door door) {
        Access access = new Access(door, subject.credentials(), guesses, subject.metrics());
        HttpRouting.Builder routing = HttpRouting.builder();
        routing.addFilter(access);
        route.addTo(routing, access);
        policy.addTo(routing, access);
        revisions.addTo(routing, access);
        questions.addTo(routing, access);
        meanings.addTo(routing, access);
        trial.addTo(routing, access);
        events.addTo(routing, access);
        status.addTo(routing, access);
        pac.addTo(routing, access);
        subject.metrics().addTo(routing, access);
        routing.get("/v1/openapi.json", access.needs(Role.READ, Routes::openApi));
        routing.any("/v1/*", (_, _) -> refuseUnknown());
        new StaticFiles().addTo(routing);
        routing.error(ProblemException.class, (_, response, e) -> Replies.problem(response, e));
        routing.error(HttpException.class, (_, response, e) -> Replies.problem(response, of(e)));
        routing.error(NotStoredException.class, Routes::notStored);
        routing.error(Throwable.class, Routes::bug);
        return routing;
    }

    private static void refuseUnknown() {
        throw ProblemException.notFound("/v1/openapi.json lists the paths and methods");
    }

    private static ProblemException of(HttpException e) {
        return new ProblemException(
                e.status().code(), "http", e.status().reasonPhrase(), "the request cannot be used");
    }

    private static void openApi(ServerRequest request, ServerResponse response) throws IOException {
        try (InputStream in = Routes.class.getResourceAsStream("/io/tsocks/service/openapi.json")) {
            if (in == null) {
                throw new IOException("openapi.json is not among the resources");
            }
            response.header(Replies.JSON).send(in.readAllBytes());
        }
    }

    private static void notStored(
            ServerRequest request, ServerResponse response, NotStoredException e) {
        LOG.log(System.Logger.Level.ERROR, e::getMessage);
        Replies.problem(
                response,
                new ProblemException(
                        500,
                        "not-stored",
                        "The change cannot be stored",
                        e.getMessage() + "; the policy in force still is"));
    }

    /// A client that has gone gets no answer; anything else is a bug, or the memory does not
    /// suffice.
    private static void bug(ServerRequest request, ServerResponse response, Throwable e) {
        if (hasGone(e)) {
            throw new UncheckedIOException(new IOException("the client has gone", e));
        }
        LOG.log(
                System.Logger.Level.ERROR,
                () ->
                        request.prologue().method()
                                + " "
                                + request.path().rawPath()
                                + " failed: "
                                + e
                                + place(e));
        Replies.problem(
                response,
                new ProblemException(
                        500,
                        "internal",
                        "The service has failed",
                        "the request could not be answered; the log of the service says why"));
    }

    /// Where it was thrown, for those who look for the bug; empty if the machine does not say.
    private static String place(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }

    private static boolean hasGone(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketException
                    || cause instanceof ClosedChannelException
                    || cause instanceof InterruptedException
                    || "Broken pipe".equals(cause.getMessage())) {
                return true;
            }
        }
        return false;
    }
}
