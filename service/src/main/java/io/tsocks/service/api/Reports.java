package io.tsocks.service.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.LintedFile;
import io.tsocks.lint.report.Format;
import io.tsocks.lint.report.Report;
import io.tsocks.lint.report.ReportOptions;
import io.tsocks.net.Printable;
import io.tsocks.service.policy.DirectAccess;
import io.tsocks.service.policy.Expectations;
import io.tsocks.service.policy.PolicyFile;
import io.tsocks.service.policy.Review;
import io.tsocks.service.policy.Trial;
import io.tsocks.service.store.Revision;
import io.tsocks.views.ChartedConf;
import io.tsocks.views.DiffForm;
import java.io.IOException;
import java.io.PrintStream;

/// What several answers say in the same way.
final class Reports {

    private Reports() {}

    /// Prints the linter's report.
    static void lint(LintedFile linted, Format format, PrintStream out) throws IOException {
        Report report =
                format.to(out, new ReportOptions(false, false, Severity.ERROR, Version.TEXT));
        report.begin();
        report.add(linted);
        report.end();
        out.flush();
    }

    /// Prints a difference.
    static void diff(Review.Change.Exact change, String form, PrintStream out) throws IOException {
        DiffForm.of(form).orElseThrow().write(change.diff(), change.old(), change.young(), out);
        out.flush();
    }

    /// Whether a text can be applied, in a word.
    static String verdict(Review review) {
        if (!review.isValid()) {
            return "invalid";
        }
        boolean isOpen =
                switch (review.change()) {
                    case Review.Change.Exact exact -> DirectAccess.isOpenedBy(exact.diff());
                    case Review.Change.Unproved _ -> true;
                    case Review.Change.First _, Review.Change.Meaningless _ -> false;
                };
        return isOpen ? "opens-direct" : "applicable";
    }

    /// Prints what is known of a text, for people.
    static void text(Review review, PrintStream out) throws IOException {
        lint(review.linted(), Format.TEXT, out);
        switch (review.expectations()) {
            case Expectations.Result.Untried _ -> {}
            case Expectations.Result.Tried tried -> tried.report().print(out);
            case Expectations.Result.Unreadable(String why) -> out.println(Printable.of(why));
        }
        switch (review.change()) {
            case Review.Change.Exact exact -> diff(exact, "text", out);
            case Review.Change.Unproved(ChartedConf _, String why) ->
                    out.println("the difference would take too long to find: " + why);
            case Review.Change.First _, Review.Change.Meaningless _ -> {}
        }
    }

    /// Writes what is known of a text: whether it is valid, the findings, the expectations and the
    /// difference.
    static void review(JsonGenerator json, Review review) throws IOException {
        json.writeBooleanField("valid", review.isValid());
        json.writeStringField("sha256", review.text().sha256());
        details(json, review);
    }

    /// Writes the findings, the expectations and the difference.
    static void details(JsonGenerator json, Review review) throws IOException {
        Replies.document(json, "findings", out -> lint(review.linted(), Format.JSON, out));
        switch (review.expectations()) {
            case Expectations.Result.Untried _ -> {}
            case Expectations.Result.Tried tried ->
                    Replies.document(json, "expectations", tried.report()::writeJson);
            case Expectations.Result.Unreadable(String why) ->
                    json.writeStringField("expectationsUnreadable", why);
        }
        change(json, review.change());
    }

    /// Writes the difference.
    static void change(JsonGenerator json, Review.Change change) throws IOException {
        switch (change) {
            case Review.Change.Exact exact -> {
                json.writeBooleanField("opensDirect", DirectAccess.isOpenedBy(exact.diff()));
                Replies.document(json, "diff", out -> diff(exact, "json", out));
            }
            case Review.Change.Unproved(ChartedConf _, String why) ->
                    json.writeStringField("unproved", why);
            case Review.Change.First _, Review.Change.Meaningless _ -> {}
        }
    }

    /// Writes a revision as an object.
    static void revision(JsonGenerator json, Revision revision) throws IOException {
        json.writeStartObject();
        json.writeNumberField("number", revision.number());
        json.writeStringField("name", revision.shortName());
        json.writeStringField("sha256", revision.sha256());
        json.writeNumberField("length", revision.length());
        json.writeStringField("when", revision.when().toString());
        json.writeStringField("who", revision.origin().who());
        json.writeStringField("why", revision.origin().why());
        json.writeStringField("source", revision.origin().source().label());
        json.writeEndObject();
    }

    /// Writes the fields of the file that is followed.
    static void file(JsonGenerator json, PolicyFile file, PolicyFile.State state)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("path", file.path().toString());
        json.writeStringField("state", state.label());
        json.writeStringField("since", file.since().toString());
        if (file.sha256().isPresent()) {
            json.writeStringField("sha256", file.sha256().get());
        }
        if (file.error().isPresent()) {
            json.writeStringField("error", file.error().get());
        }
        json.writeEndObject();
    }

    /// Writes the candidate that is tried.
    static void trial(JsonGenerator json, Trial trial, int most) throws IOException {
        json.writeStartObject();
        json.writeStringField("sha256", trial.text().sha256());
        json.writeStringField("who", trial.who());
        json.writeStringField("since", trial.since().toString());
        json.writeNumberField("asked", trial.asked());
        json.writeNumberField("differing", trial.differing());
        json.writeArrayFieldStart("differences");
        for (Trial.Difference one : trial.differences().stream().limit(most).toList()) {
            json.writeStartObject();
            json.writeStringField("is", one.kind().is());
            json.writeStringField("would", one.kind().would());
            json.writeStringField("example", one.example());
            json.writeNumberField("count", one.count());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
