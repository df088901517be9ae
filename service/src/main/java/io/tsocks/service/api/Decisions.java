package io.tsocks.service.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.engine.Resolver;
import io.tsocks.service.policy.LivePolicy;
import io.tsocks.service.policy.Trial;
import io.tsocks.views.Answer;
import io.tsocks.views.Answers;
import io.tsocks.views.JsonAnswers;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Answers for destinations: each with the revision that gave it and an id, and counted.
final class Decisions {

    private static final int RADIX = 36;

    private final Resolver resolver;
    private final DecisionCount count;

    /// Ids differ between runs of the service, too.
    private final String run = Long.toString(System.currentTimeMillis(), RADIX);

    private final AtomicLong last = new AtomicLong();

    /// @param resolver is asked for the addresses of names, where they decide
    Decisions(Resolver resolver, DecisionCount count) {
        this.resolver = resolver;
        this.count = count;
    }

    /// Writes answers of one policy to one stream.
    final class Writer {

        private final LivePolicy live;
        private final Optional<Trial> trial;
        private final Answers answers;
        private final JsonAnswers json;

        private Writer(LivePolicy live, Optional<Trial> trial, boolean explain, OutputStream out)
                throws IOException {
            this.live = live;
            this.trial = trial;
            this.answers = new Answers(live.engine(), live.ways(), resolver, explain, false);
            this.json = new JsonAnswers(out, this::supplement);
        }

        /// The answer for a destination.
        Answer answer(String destination) {
            return answers.to(destination).getFirst();
        }

        /// Writes an answer on a line of its own.
        void write(Answer answer) throws IOException {
            json.write(answer);
        }

        /// Passes on what is written.
        void flush() throws IOException {
            json.flush();
        }

        private void supplement(Answer answer, JsonGenerator out) throws IOException {
            if (answer instanceof Answer.Routed routed) {
                live.hits().count(routed.decision().rule());
                count.count(routed.decision().action());
                if (trial.isPresent()) {
                    would(trial.get(), routed, out);
                }
            }
            out.writeStringField("revision", live.revision().shortName());
            out.writeStringField("id", nextId());
        }
    }

    private static void would(Trial trial, Answer.Routed routed, JsonGenerator out)
            throws IOException {
        Optional<String> would =
                trial.otherwise(
                        routed.destination().host(),
                        routed.destination().port(),
                        routed.address(),
                        routed.decision());
        if (would.isPresent()) {
            out.writeStringField("would", would.get());
        }
    }

    private String nextId() {
        return run + "-" + Long.toString(last.incrementAndGet(), RADIX);
    }

    /// A writer.
    ///
    /// @param trial the candidate that is asked, too
    /// @param explain whether answers say why
    Writer to(LivePolicy live, Optional<Trial> trial, boolean explain, OutputStream out)
            throws IOException {
        return new Writer(live, trial, explain, out);
    }
}
