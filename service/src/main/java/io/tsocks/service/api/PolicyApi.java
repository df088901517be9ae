package io.tsocks.service.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.tsocks.grammar.ConfFile;
import io.tsocks.lint.LintedFile;
import io.tsocks.lint.Linter;
import io.tsocks.lint.model.Exposure;
import io.tsocks.lint.model.LintOptions;
import io.tsocks.lint.report.Format;
import io.tsocks.service.policy.BackgroundWork;
import io.tsocks.service.policy.LivePolicy;
import io.tsocks.service.policy.Outcome;
import io.tsocks.service.policy.PolicyService;
import io.tsocks.service.policy.Proposal;
import io.tsocks.service.policy.Review;
import io.tsocks.service.store.PolicyText;
import io.tsocks.service.store.Revision;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `/v1/policy`, `/v1/check` and `/v1/rollback`: what is in force, and what takes its place.
///
/// @param most how many bytes a policy may have
record PolicyApi(PolicyService policies, Runnable reload, long most) {

    private static final String ANY = "*";
    private static final int LONGEST_REASON = 1000;
    private static final int LONGEST_WAIT = 60;
    private static final Pattern WAIT = Pattern.compile("\\bwait=([0-9]{1,4})\\b");

    void addTo(HttpRouting.Builder routing, Access access) {
        routing.get("/v1/policy", access.needs(Role.READ, this::show));
        routing.get("/v1/policy/findings", access.needs(Role.READ, this::findings));
        routing.put("/v1/policy", access.needs(Role.ADMIN, this::put));
        routing.post("/v1/check", access.needs(Role.READ, this::check));
        routing.post("/v1/rollback", access.needs(Role.OPERATE, this::rollback));
        routing.post("/v1/reload", access.needs(Role.OPERATE, this::reload));
    }

    private void show(ServerRequest request, ServerResponse response) throws InterruptedException {
        LivePolicy live = changed(request);
        response.header(HeaderNames.ETAG, live.revision().tag());
        if (hasIt(request, live)) {
            response.status(Status.NOT_MODIFIED_304).send();
        } else {
            ShownText.send(request, response, live.conf().file());
        }
    }

    /// The policy in force, once it is another than the client has: a client that sends `Prefer:
    /// wait=SECONDS` (RFC 7240, section 4.3) is answered when it changes, or then.
    private LivePolicy changed(ServerRequest request) throws InterruptedException {
        LivePolicy live = Requests.live(policies);
        Duration longest = wait(request);
        if (longest.isZero() || !hasIt(request, live)) {
            return live;
        }
        Patience.here().expectStepAfter(longest);
        return policies.awaitOtherThan(live, longest);
    }

    private static Duration wait(ServerRequest request) {
        Matcher wait =
                WAIT.matcher(Requests.header(request, HeaderNames.create("Prefer")).orElse(""));
        return wait.find()
                ? Duration.ofSeconds(Math.min(LONGEST_WAIT, Integer.parseInt(wait.group(1))))
                : Duration.ZERO;
    }

    /// Whether the client says that it has this revision.
    private static boolean hasIt(ServerRequest request, LivePolicy live) {
        return Requests.header(request, HeaderNames.IF_NONE_MATCH)
                .filter(live.revision().tag()::equals)
                .isPresent();
    }

    private void findings(ServerRequest request, ServerResponse response) {
        ConfFile file = Requests.live(policies).conf().file();
        LintedFile linted =
                BackgroundWork.QUESTIONS.done(
                        () -> new Linter(LintOptions.DEFAULT).lint(file, Exposure.HIDDEN));
        Replies.printed(response, Replies.JSON, out -> Reports.lint(linted, Format.JSON, out));
    }

    private void check(ServerRequest request, ServerResponse response) throws Exception {
        PolicyText text = EditedText.of(request, most, policies.active());
        BackgroundWork.QUESTIONS
                .inTurn(
                        () -> {
                            Review review = policies.review(text);
                            response.header(Replies.VERDICT, Reports.verdict(review));
                            return checked(request, review);
                        })
                .send(response);
    }

    private static Answer checked(ServerRequest request, Review review) {
        if (Requests.accepts(request, "text/plain")) {
            return Answer.printed(Replies.TEXT, out -> Reports.text(review, out));
        }
        if (Requests.accepts(request, "application/sarif+json")) {
            return Answer.printed(
                    Replies.SARIF, out -> Reports.lint(review.linted(), Format.SARIF, out));
        }
        return Answer.json(
                json -> {
                    json.writeStartObject();
                    Reports.review(json, review);
                    json.writeEndObject();
                });
    }

    private void put(ServerRequest request, ServerResponse response) throws IOException {
        Optional<String> expected = expected(request);
        PolicyText text = EditedText.of(request, most, policies.active());
        answer(response, policies.apply(proposal(request, text, Revision.Source.API, expected)));
    }

    private void rollback(ServerRequest request, ServerResponse response) throws IOException {
        long number = Requests.number(request, "to");
        Optional<String> expected =
                Requests.header(request, HeaderNames.IF_MATCH).filter(tag -> !tag.equals(ANY));
        answer(
                response,
                policies.rollback(
                        number,
                        text -> proposal(request, text, Revision.Source.ROLLBACK, expected)));
    }

    private void reload(ServerRequest request, ServerResponse response) {
        reload.run();
        response.status(Status.NO_CONTENT_204).send();
    }

    /// The revision that a client wants to replace. It has to say which, so that nobody's change is
    /// lost: `If-Match: TAG`, or `*` for any; `If-None-Match: *` for the first.
    private Optional<String> expected(ServerRequest request) {
        Optional<String> tag = Requests.header(request, HeaderNames.IF_MATCH);
        if (tag.isPresent()) {
            return tag.filter(named -> !named.equals(ANY));
        }
        boolean isFirst =
                Requests.header(request, HeaderNames.IF_NONE_MATCH).equals(Optional.of(ANY));
        if (isFirst && policies.active().isEmpty()) {
            return Optional.empty();
        }
        if (isFirst) {
            throw stale(policies.active());
        }
        throw new ProblemException(
                428,
                "precondition-required",
                "The request does not say what it replaces",
                "send the ETag of GET /v1/policy as If-Match, or If-Match: * for any");
    }

    private static Proposal proposal(
            ServerRequest request,
            PolicyText text,
            Revision.Source source,
            Optional<String> expected) {
        String why = Requests.parameter(request, "why").orElse("");
        if (why.length() > LONGEST_REASON) {
            throw ProblemException.badRequest("'why' may have " + LONGEST_REASON + " characters");
        }
        Revision.Origin origin = new Revision.Origin(Requests.caller(request).name(), why, source);
        return new Proposal(text, origin, expected, Requests.flag(request, "allow-direct"));
    }

    private void answer(ServerResponse response, Outcome outcome) {
        switch (outcome) {
            case Outcome.Applied applied -> applied(response, applied);
            case Outcome.Unchanged unchanged -> {
                response.header(HeaderNames.ETAG, unchanged.now().revision().tag());
                Replies.json(
                        response,
                        json -> {
                            json.writeStartObject();
                            json.writeBooleanField("changed", false);
                            json.writeFieldName("revision");
                            Reports.revision(json, unchanged.now().revision());
                            json.writeEndObject();
                        });
            }
            case Outcome.Stale _ -> throw stale(policies.active());
            case Outcome.Absent(long number) ->
                    throw ProblemException.notFound("there is no revision " + number);
            case Outcome.Invalid(Review review) ->
                    throw new ProblemException(
                            422,
                            "invalid-policy",
                            "The policy is not valid",
                            "the policy has errors or does not give the expected routes; the one in"
                                    + " force still is",
                            json -> Reports.details(json, review));
            case Outcome.Unusable(String why) ->
                    throw new ProblemException(
                            422, "unusable-policy", "The policy cannot be used here", why);
            case Outcome.Guarded(Review review) ->
                    throw new ProblemException(
                            409,
                            "opens-direct-access",
                            "The policy opens direct access",
                            "destinations that went through a server or nowhere would be connected"
                                    + " to directly; look at the difference, and send"
                                    + " allow-direct=true if that is meant",
                            json -> Reports.change(json, review.change()));
        }
    }

    private static void applied(ServerResponse response, Outcome.Applied applied) {
        response.header(HeaderNames.ETAG, applied.now().revision().tag());
        Replies.json(
                response,
                json -> {
                    json.writeStartObject();
                    json.writeBooleanField("changed", true);
                    json.writeFieldName("revision");
                    Reports.revision(json, applied.now().revision());
                    Reports.details(json, applied.review());
                    json.writeEndObject();
                });
    }

    private static ProblemException stale(Optional<LivePolicy> active) {
        return new ProblemException(
                412,
                "stale",
                "Another revision is in force",
                "the policy has changed since; read it again, and apply your change to that",
                json -> {
                    if (active.isPresent()) {
                        json.writeFieldName("active");
                        Reports.revision(json, active.get().revision());
                    }
                });
    }
}
