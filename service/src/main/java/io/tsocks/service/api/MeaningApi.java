package io.tsocks.service.api;

import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.tsocks.engine.analysis.LineMeanings;
import io.tsocks.engine.analysis.QuestionSyntaxException;
import io.tsocks.engine.analysis.Section;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.lint.LintedFile;
import io.tsocks.lint.Linter;
import io.tsocks.lint.model.Exposure;
import io.tsocks.lint.model.LintOptions;
import io.tsocks.lint.report.Format;
import io.tsocks.service.policy.BackgroundWork;
import io.tsocks.service.policy.LivePolicy;
import io.tsocks.service.policy.PolicyService;
import io.tsocks.service.store.PolicyText;
import io.tsocks.views.ChartedConf;
import io.tsocks.views.DiffPicture;
import io.tsocks.views.LoadedConf;
import io.tsocks.views.MapJson;
import io.tsocks.views.MeaningJson;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `/v1/policy/meaning`, and `/v1/map` of a text: what the lines of a policy do, and what an edit
/// changes, while it is written.
///
/// @param most how many bytes a policy may have
/// @param last the last text that was asked about, because the next question is mostly about it,
///     too
record MeaningApi(PolicyService policies, long most, AtomicReference<Optional<Text>> last) {

    private static final Pattern LINES =
            Pattern.compile("([1-9][0-9]{0,8})(?:-([1-9][0-9]{0,8}))?");
    private static final int MOST_LINES = 200;

    MeaningApi(PolicyService policies, long most) {
        this(policies, most, new AtomicReference<>(Optional.empty()));
    }

    /// A text that may be applied.
    private record Text(PolicyText text, ChartedConf conf, LineMeanings meanings) {}

    void addTo(HttpRouting.Builder routing, Access access) {
        routing.get("/v1/policy/meaning", access.needs(Role.READ, this::ofPolicy));
        routing.post("/v1/policy/meaning", access.needs(Role.READ, this::ofText));
        routing.post("/v1/map", access.needs(Role.READ, this::map));
    }

    private void ofPolicy(ServerRequest request, ServerResponse response) {
        LivePolicy live = Requests.live(policies);
        QuestionApi.exact(live.chart());
        answer(request, live.chart(), live.meanings()).send(response);
    }

    private void ofText(ServerRequest request, ServerResponse response) throws Exception {
        PolicyText text = EditedText.of(request, most, policies.active());
        BackgroundWork.QUESTIONS
                .inTurn(
                        () -> {
                            Text known = known(text);
                            return answer(request, known.conf(), known.meanings());
                        })
                .send(response);
    }

    private static Answer answer(ServerRequest request, ChartedConf conf, LineMeanings meanings) {
        Matcher lines = LINES.matcher(Requests.required(request, "lines"));
        if (!lines.matches()) {
            throw ProblemException.badRequest("'lines' is a number, or two as in 10-40");
        }
        int from = Integer.parseInt(lines.group(1));
        int to = lines.group(2) == null ? from : Integer.parseInt(lines.group(2));
        if (to < from || to - from >= MOST_LINES) {
            throw ProblemException.badRequest("'lines' names 1 to " + MOST_LINES + " lines");
        }
        return Answer.json(
                json -> {
                    json.writeStartObject();
                    json.writeFieldName("lines");
                    MeaningJson.write(json, conf.conf().policy(), meanings.between(from, to));
                    json.writeEndObject();
                });
    }

    /// The map of what the text in the body would change.
    private void map(ServerRequest request, ServerResponse response) throws Exception {
        Section section = section(request);
        ChartedConf old = QuestionApi.exact(Requests.live(policies).chart());
        PolicyText text = EditedText.of(request, most, policies.active());
        BackgroundWork.QUESTIONS
                .inTurn(() -> Answer.text(Replies.JSON, map(old, known(text).conf(), section)))
                .send(response);
    }

    private static String map(ChartedConf old, ChartedConf young, Section section) {
        return BackgroundWork.QUESTIONS.done(() -> MapJson.of(DiffPicture.of(old, young, section)));
    }

    /// The network that a map shows.
    static Section section(ServerRequest request) {
        Optional<String> network = Requests.parameter(request, "network");
        try {
            return network.isPresent() ? Section.parse(network.get()) : Section.WHOLE;
        } catch (QuestionSyntaxException e) {
            throw ProblemException.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private Text known(PolicyText text) {
        Optional<Text> known = last.get();
        if (known.isPresent() && known.get().text().equals(text)) {
            return known.get();
        }
        Text made = BackgroundWork.QUESTIONS.done(() -> examined(text));
        last.set(Optional.of(made));
        return made;
    }

    private static Text examined(PolicyText text) {
        ConfFile file = ConfParser.parse("edited", text.bytes());
        LoadedConf conf = LoadedConf.of(file);
        if (!conf.errors().isEmpty()) {
            throw invalid(file);
        }
        ChartedConf charted = QuestionApi.exact(ChartedConf.of(conf));
        return new Text(text, charted, LineMeanings.of(file, charted.chart()));
    }

    private static ProblemException invalid(ConfFile file) {
        LintedFile linted = new Linter(LintOptions.DEFAULT).lint(file, Exposure.HIDDEN);
        return new ProblemException(
                422,
                "invalid-policy",
                "The policy is not valid",
                "the policy has errors, so its lines mean nothing; correct them first",
                json ->
                        Replies.document(
                                json, "findings", out -> Reports.lint(linted, Format.JSON, out)));
    }
}
