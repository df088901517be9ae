package io.tsocks.views;

import io.tsocks.engine.analysis.Question;
import io.tsocks.engine.analysis.QuestionSyntaxException;
import io.tsocks.net.Address;
import io.tsocks.net.Endpoint;

/// What an expectation is about: one destination, or all destinations of a network, a pattern or a
/// list of these.
public sealed interface Subject {

    /// The subject as it was written.
    String text();

    /// One destination.
    record One(Destination destination) implements Subject {

        @Override
        public String text() {
            return destination.text();
        }
    }

    /// All destinations that a question is about.
    ///
    /// @param everything the question for all of them, with any outcome
    record All(String text, Question everything) implements Subject {

        /// The question for those of the destinations that have an outcome.
        ///
        /// @param outcome the outcome as a question
        Question with(Question outcome) {
            return new Question(
                    outcome.wanted(),
                    outcome.negated(),
                    everything.to(),
                    everything.names(),
                    everything.ports());
        }
    }

    /// Reads a subject: `10.1.2.3:80`, `www.example.com`, `10.0.0.0/8`, `10.0.0.0/8:80`,
    /// `10.0.0.0/8,.corp.example port 1-1023`, `names`.
    ///
    /// @throws Endpoint.MalformedException if the text should be one destination and is none
    /// @throws QuestionSyntaxException if the text should be more than one destination and is not
    static Subject parse(String text) throws Endpoint.MalformedException, QuestionSyntaxException {
        String bare = text.strip();
        if (!isMany(bare)) {
            return new One(Destination.parse(bare));
        }
        Question everything =
                isOneNetwork(bare)
                        ? NetworkRoutes.question(bare)
                        : Question.parse("any to " + bare);
        return new All(bare, everything);
    }

    private static boolean isMany(String text) {
        return isOneNetwork(text)
                || text.indexOf(',') >= 0
                || text.startsWith(".")
                || text.startsWith("*")
                || text.equalsIgnoreCase("any")
                || text.equalsIgnoreCase("names")
                || text.chars().anyMatch(Character::isWhitespace)
                || isRange(text);
    }

    /// Whether the text is written as the routes of networks are: `10.0.0.0/8:80`.
    private static boolean isOneNetwork(String text) {
        return NetworkRoutes.isNetwork(text)
                && text.indexOf(' ') < 0
                && text.indexOf('\t') < 0
                && (text.indexOf(',') < 0 || text.indexOf(',') > text.lastIndexOf(':'));
    }

    private static boolean isRange(String text) {
        int dash = text.indexOf('-');
        return dash > 0 && Address.parse(text.substring(0, dash)).isPresent();
    }
}
