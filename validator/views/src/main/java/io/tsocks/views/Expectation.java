package io.tsocks.views;

import io.tsocks.engine.Decision;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.analysis.AddressRange;
import io.tsocks.engine.analysis.PortSet;
import io.tsocks.engine.analysis.Question;
import io.tsocks.engine.analysis.QuestionSyntaxException;
import io.tsocks.net.Endpoint;
import io.tsocks.net.Excerpt;
import java.util.List;

/// A destination, or all of a network or pattern, and the route that it should have.
///
/// @param place the place of the expectation: `routes.tsv:3`
/// @param expected the outcome as it was written, without what `tsocks-route` adds in parentheses
/// @param outcome the outcome as a question
/// @param comment why it is expected; empty if the file does not say
public record Expectation(
        String place, Subject subject, String expected, Question outcome, String comment) {

    /// Reads an expectation.
    ///
    /// @param subject the destinations, as [Subject#parse] reads them
    /// @throws MalformedException if the texts are not an expectation
    static Expectation of(String place, String subject, String expected, String comment)
            throws MalformedException {
        String words = withoutReason(expected.strip());
        try {
            Question outcome = Question.parse(words);
            boolean everywhere =
                    outcome.to().equals(List.of(AddressRange.IP4, AddressRange.IP6))
                            && outcome.ports().equals(PortSet.ALL);
            if (!everywhere) {
                throw new MalformedException(place, "'" + words + "' is more than an outcome");
            }
            return new Expectation(place, Subject.parse(subject), words, outcome, comment.strip());
        } catch (QuestionSyntaxException e) {
            throw new MalformedException(place, String.valueOf(e.getMessage()));
        } catch (Endpoint.MalformedException e) {
            throw new MalformedException(place, subject + ": " + e.reason());
        }
    }

    /// The outcome without the parentheses at its end, in which `tsocks-route` says why.
    private static String withoutReason(String expected) {
        int open = expected.indexOf('(');
        return open >= 0 && expected.endsWith(")") ? expected.substring(0, open).strip() : expected;
    }

    /// Whether the policy gives the expected outcome.
    ///
    /// @param known its answer before a name is resolved
    /// @param decision its final decision
    boolean isMetBy(HostDecision known, Decision decision) {
        return asksWhetherResolved() ? outcome.seeks(known) : outcome.seeks(decision.action());
    }

    /// Whether the expectation is about all destinations of a network or pattern.
    public boolean isOfMany() {
        return subject instanceof Subject.All;
    }

    /// Whether the expectation is about a name before it is resolved.
    boolean asksWhetherResolved() {
        return outcome.wanted() instanceof Question.Wanted.Resolved;
    }

    /// A text is not an expectation.
    public static final class MalformedException extends Exception {

        private static final long serialVersionUID = 1;

        MalformedException(String place, String reason) {
            super(place + ": " + Excerpt.of(reason));
        }
    }
}
