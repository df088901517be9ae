package io.tsocks.service.api;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.tsocks.engine.Resolver;
import io.tsocks.engine.analysis.Question;
import io.tsocks.engine.analysis.QuestionSyntaxException;
import io.tsocks.engine.analysis.Section;
import io.tsocks.service.policy.BackgroundWork;
import io.tsocks.service.policy.Expectations;
import io.tsocks.service.policy.PolicyService;
import io.tsocks.service.policy.Review;
import io.tsocks.service.policy.Reviewer;
import io.tsocks.service.store.PolicyText;
import io.tsocks.service.store.RevisionStore;
import io.tsocks.views.ChartedConf;
import io.tsocks.views.DiffPicture;
import io.tsocks.views.Expectation;
import io.tsocks.views.ExpectationReader;
import io.tsocks.views.LoadedConf;
import io.tsocks.views.MapJson;
import io.tsocks.views.Picture;
import io.tsocks.views.RoutePicture;
import io.tsocks.views.RouteTests;
import io.tsocks.views.SearchReport;
import io.tsocks.views.SvgMap;
import io.tsocks.views.TestReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// `/v1/find`, `/v1/diff`, `/v1/test`, `/v1/map` and `/v1/map.svg`: questions about the whole
/// policy.
///
/// @param most how many bytes a policy may have
record QuestionApi(PolicyService policies, Resolver resolver, long most) {

    private static final int LONGEST_QUESTION = 10_000;
    private static final long MOST_EXPECTATIONS = 16L << 20;

    /// How many expectations of a request may be about networks or patterns: each takes as long as
    /// a search of the policy.
    private static final int MOST_PROOFS = 1000;
    private static final Header SVG =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "image/svg+xml");
    private static final Header MARKDOWN =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "text/markdown; charset=utf-8");

    void addTo(HttpRouting.Builder routing, Access access) {
        routing.post("/v1/find", access.needs(Role.READ, this::find));
        routing.post("/v1/diff", access.needs(Role.READ, this::diff));
        routing.post("/v1/test", access.needs(Role.READ, this::test));
        routing.get("/v1/map", access.needs(Role.READ, this::mapData));
        routing.get("/v1/map.svg", access.needs(Role.READ, this::map));
    }

    private void find(ServerRequest request, ServerResponse response) {
        String text = Requests.text(request, LONGEST_QUESTION).strip();
        Question question = question(text);
        ChartedConf conf = exact(Requests.live(policies).chart());
        boolean isAll = Requests.flag(request, "all");
        SearchReport report =
                BackgroundWork.QUESTIONS.done(
                        () ->
                                isAll
                                        ? SearchReport.ofAll(conf, text, question)
                                        : SearchReport.ofFirst(conf, text, question));
        Replies.printed(response, Replies.JSON, report::writeJson);
    }

    private static Question question(String text) {
        try {
            return Question.parse(text);
        } catch (QuestionSyntaxException e) {
            throw ProblemException.badRequest(String.valueOf(e.getMessage()));
        }
    }

    /// The same, whose questions can be answered.
    static ChartedConf exact(ChartedConf conf) {
        if (!conf.chart().isExact()) {
            throw unproved(conf.name() + " has a mask with too many runs of addresses");
        }
        return conf;
    }

    private static ProblemException unproved(String why) {
        return new ProblemException(
                422,
                "not-exact",
                "The answer would take too long",
                "an exact answer would take too long: " + why);
    }

    private void diff(ServerRequest request, ServerResponse response) throws Exception {
        Optional<PolicyText> text =
                Requests.parameter(request, "to").isPresent()
                        ? Optional.empty()
                        : Optional.of(PolicyText.of(Requests.body(request, most)));
        BackgroundWork.QUESTIONS.inTurn(() -> difference(request, text)).send(response);
    }

    /// @param text what the policy is compared with; empty if the request names a revision
    private Answer difference(ServerRequest request, Optional<PolicyText> text) throws IOException {
        ChartedConf old = old(request);
        ChartedConf young =
                text.isPresent() ? examined(text.get()) : revision(Requests.number(request, "to"));
        Review.Change change = BackgroundWork.QUESTIONS.done(() -> Reviewer.change(old, young));
        return switch (change) {
            case Review.Change.Exact exact -> difference(request, exact);
            case Review.Change.Unproved(ChartedConf _, String why) -> throw unproved(why);
            case Review.Change.First _, Review.Change.Meaningless _ ->
                    throw ProblemException.noPolicy();
        };
    }

    private static Answer difference(ServerRequest request, Review.Change.Exact change) {
        if (Requests.accepts(request, "text/plain")) {
            return Answer.printed(Replies.TEXT, out -> Reports.diff(change, "text", out));
        }
        if (Requests.accepts(request, "text/markdown")) {
            return Answer.printed(MARKDOWN, out -> Reports.diff(change, "markdown", out));
        }
        return Answer.printed(Replies.JSON, out -> Reports.diff(change, "json", out));
    }

    /// The revision `from`; the policy in force if none is named.
    private ChartedConf old(ServerRequest request) throws IOException {
        Optional<String> from = Requests.parameter(request, "from");
        return from.isPresent()
                ? revision(Requests.number(from.get()))
                : Requests.live(policies).chart();
    }

    private ChartedConf examined(PolicyText text) {
        Review review = policies.review(text);
        return switch (review.change()) {
            case Review.Change.Exact exact -> exact.young();
            case Review.Change.First first -> first.young();
            case Review.Change.Unproved unproved -> unproved.young();
            case Review.Change.Meaningless _ ->
                    throw new ProblemException(
                            422,
                            "invalid-policy",
                            "The policy is not valid",
                            "the policy has errors; correct them first",
                            json -> Reports.details(json, review));
        };
    }

    private ChartedConf revision(long number) throws IOException {
        RevisionStore.Stored stored = RevisionApi.stored(policies, number);
        return BackgroundWork.QUESTIONS.done(
                () -> ChartedConf.of(LoadedConf.of(RevisionApi.file(stored))));
    }

    private void test(ServerRequest request, ServerResponse response) {
        String text = new String(Requests.body(request, MOST_EXPECTATIONS), StandardCharsets.UTF_8);
        ChartedConf conf = Requests.live(policies).chart();
        RouteTests.Outcome outcome =
                Expectations.run(conf, expectations(text), resolver, BackgroundWork.QUESTIONS);
        TestReport report = new TestReport(conf, "expectations", outcome, 0);
        Replies.printed(response, Replies.JSON, report::writeJson);
    }

    private static List<Expectation> expectations(String text) {
        try {
            List<Expectation> expectations = new ExpectationReader("expectations").read(text);
            if (expectations.isEmpty()) {
                throw ProblemException.badRequest("the body expects nothing");
            }
            if (expectations.stream().filter(Expectation::isOfMany).count() > MOST_PROOFS) {
                throw ProblemException.badRequest(
                        "more than "
                                + MOST_PROOFS
                                + " expectations are about networks or patterns");
            }
            return expectations;
        } catch (Expectation.MalformedException e) {
            throw ProblemException.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private void map(ServerRequest request, ServerResponse response) throws Exception {
        sendMap(request, response, SVG, SvgMap::draw);
    }

    private void mapData(ServerRequest request, ServerResponse response) throws Exception {
        sendMap(request, response, Replies.JSON, MapJson::of);
    }

    private void sendMap(
            ServerRequest request,
            ServerResponse response,
            Header type,
            Function<Picture, String> drawing)
            throws Exception {
        Section section = MeaningApi.section(request);
        BackgroundWork.QUESTIONS
                .inTurn(() -> Answer.text(type, map(request, section, drawing)))
                .send(response);
    }

    private String map(ServerRequest request, Section section, Function<Picture, String> drawing)
            throws IOException {
        ChartedConf old = exact(old(request));
        Optional<String> to = Requests.parameter(request, "to");
        Optional<ChartedConf> young =
                to.isPresent()
                        ? Optional.of(exact(revision(Requests.number(to.get()))))
                        : Optional.empty();
        return BackgroundWork.QUESTIONS.done(() -> drawing.apply(picture(old, young, section)));
    }

    private static Picture picture(ChartedConf old, Optional<ChartedConf> young, Section section) {
        return young.isPresent()
                ? DiffPicture.of(old, young.get(), section)
                : RoutePicture.of(old, section);
    }
}
