package io.tsocks.service.policy;

import io.tsocks.grammar.Position;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.service.store.FlatJson;
import io.tsocks.service.store.RevisionStore;
import io.tsocks.views.Words;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The last proposal that was rejected, which is kept on the disk beside the revisions until
/// another one is applied.
public final class Rejections {

    private static final System.Logger LOG = System.getLogger("io.tsocks.service");
    private static final String TEXT = "rejected.conf";
    private static final String NOTE = "rejected.json";
    private static final int MOST_FINDINGS = 3;

    private final RevisionStore store;
    private volatile @Nullable Rejection last;

    Rejections(RevisionStore store) {
        this.store = store;
    }

    /// A proposal that was rejected.
    ///
    /// @param why in a sentence
    public record Rejection(String sha256, String who, Instant when, String why) {}

    Optional<Rejection> last() {
        return Optional.ofNullable(last);
    }

    /// Keeps one, also if the disk does not take it: that a proposal was rejected, and why, is told
    /// in any case.
    void keep(Proposal proposal, String why, Instant when) {
        Rejection rejection =
                new Rejection(proposal.text().sha256(), proposal.origin().who(), when, why);
        last = rejection;
        try {
            store.put(TEXT, proposal.text());
            store.note(NOTE, json(rejection));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the rejected text is not kept", e);
        }
    }

    /// Forgets the last one. What cannot be deleted is tried again when the next policy is applied:
    /// the one in force is so without that.
    void clear() {
        if (last != null) {
            try {
                store.remove(TEXT);
                store.remove(NOTE);
                last = null;
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "the rejected text is not deleted", e);
            }
        }
    }

    /// Reads the one of before the start. Nothing depends on it, so a damaged one is none.
    void load() {
        try {
            Optional<String> note = store.note(NOTE);
            if (note.isPresent()) {
                last = read(note.get());
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, NOTE + " cannot be read", e);
        }
    }

    private static String json(Rejection rejection) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("sha256", rejection.sha256());
        fields.put("who", rejection.who());
        fields.put("when", rejection.when().toString());
        fields.put("why", rejection.why());
        return new FlatJson(fields).line();
    }

    private static Rejection read(String note) throws IOException {
        FlatJson json = FlatJson.read(note);
        try {
            return new Rejection(
                    json.get("sha256"),
                    json.get("who"),
                    Instant.parse(json.get("when")),
                    json.get("why"));
        } catch (DateTimeException e) {
            throw new IOException(NOTE + " is damaged", e);
        }
    }

    /// Why a proposal with this outcome was rejected, in a sentence.
    static String why(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Applied _, Outcome.Unchanged _ -> "";
            case Outcome.Stale _ -> "another revision is in force";
            case Outcome.Absent(long number) -> "there is no revision " + number;
            case Outcome.Unusable(String why) -> why;
            case Outcome.Invalid(Review review) -> whyInvalid(review);
            case Outcome.Guarded(Review review) -> whyGuarded(review.change());
        };
    }

    private static String whyInvalid(Review review) {
        List<Problem> errors = errors(review);
        if (!errors.isEmpty()) {
            return Words.list(
                    errors.stream().map(problem -> sentence(review, problem)).toList(),
                    MOST_FINDINGS);
        }
        return switch (review.expectations()) {
            case Expectations.Result.Unreadable(String reason) -> reason;
            case Expectations.Result.Tried tried -> {
                int failed = tried.report().outcome().failures().size();
                yield failed == 1
                        ? "1 expectation is not met"
                        : failed + " expectations are not met";
            }
            case Expectations.Result.Untried _ -> "it has errors that comments suppress";
        };
    }

    private static List<Problem> errors(Review review) {
        return review.linted().findings().stream()
                .map(finding -> finding.problem())
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
    }

    private static String sentence(Review review, Problem problem) {
        Position place = review.conf().file().position(problem.span().start());
        return "line " + place.line() + ": " + problem.message() + " [" + problem.kind().id() + "]";
    }

    private static String whyGuarded(Review.Change change) {
        return switch (change) {
            case Review.Change.Exact exact -> {
                long opened = DirectAccess.count(exact.diff());
                yield "it opens direct access in "
                        + (opened == 1 ? "1 change" : opened + " changes");
            }
            case Review.Change.Unproved(_, String why) ->
                    "nothing proves that it opens no direct access: " + why;
            case Review.Change.First _, Review.Change.Meaningless _ -> "";
        };
    }
}
