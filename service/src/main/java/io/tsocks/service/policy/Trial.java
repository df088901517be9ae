package io.tsocks.service.policy;

import io.tsocks.engine.Decision;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.net.Address;
import io.tsocks.service.store.PolicyText;
import io.tsocks.views.LoadedConf;
import io.tsocks.views.Words;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// A candidate that is asked beside the policy in force and decides nothing: each decision says
/// what the candidate would do otherwise, and the differences are counted.
///
/// Thread-safe.
public final class Trial {

    /// The most kinds of differences that are told apart.
    public static final int MOST_DIFFERENCES = 1000;

    private final PolicyText text;
    private final String who;
    private final Instant since;
    private final PolicyEngine engine;
    private final LongAdder asked = new LongAdder();
    private final LongAdder differing = new LongAdder();
    private final Map<Kind, Tally> differences = new ConcurrentHashMap<>();

    Trial(PolicyText text, LoadedConf conf, String who, Instant since) {
        this.text = text;
        this.who = who;
        this.since = since;
        this.engine = BackgroundWork.CHANGES.done(() -> PolicyEngine.of(conf.policy()));
    }

    /// What is one difference: what happened, and what would have.
    ///
    /// @param is the decision in words, with the line
    /// @param would the candidate's decision in words, with the line
    public record Kind(String is, String would) {}

    private record Tally(String example, LongAdder count) {}

    /// A difference with how often it was seen.
    ///
    /// @param example the first destination with it
    public record Difference(Kind kind, String example, long count) {}

    /// The text that is tried.
    public PolicyText text() {
        return text;
    }

    /// Who proposed it.
    public String who() {
        return who;
    }

    /// Since when it is tried.
    public Instant since() {
        return since;
    }

    /// How many decisions it was asked about.
    public long asked() {
        return asked.sum();
    }

    /// How many of them it would have made otherwise.
    public long differing() {
        return differing.sum();
    }

    /// What the candidate would do otherwise than was decided; empty if it would do the same.
    ///
    /// @param host as it was asked for, without a port
    /// @param address the address by which was decided; null if a name was decided by itself
    public Optional<String> otherwise(
            String host, int port, @Nullable Address address, Decision decision) {
        asked.increment();
        HostDecision would =
                address == null
                        ? engine.decide(host, port)
                        : engine.decide(host, port) instanceof HostDecision.Decided decided
                                ? decided
                                : new HostDecision.Decided(engine.decide(address, port));
        if (would instanceof HostDecision.Decided(Decision other)
                && other.action().hasSameEffect(decision.action())) {
            return Optional.empty();
        }
        String words = words(would);
        differing.increment();
        count(new Kind(decision.toString(), words), host + ":" + port);
        return Optional.of(words);
    }

    private static String words(HostDecision would) {
        return switch (would) {
            case HostDecision.Decided decided -> decided.decision().toString();
            case HostDecision.NeedsAddress needs -> Words.outcome(needs);
        };
    }

    private void count(Kind kind, String example) {
        Tally known = differences.get(kind);
        if (known == null && differences.size() < MOST_DIFFERENCES) {
            known = differences.computeIfAbsent(kind, _ -> new Tally(example, new LongAdder()));
        }
        if (known != null) {
            known.count().increment();
        }
    }

    /// The differences that were seen, the most frequent first.
    public List<Difference> differences() {
        return differences.entrySet().stream()
                .map(
                        seen ->
                                new Difference(
                                        seen.getKey(),
                                        seen.getValue().example(),
                                        seen.getValue().count().sum()))
                .sorted(Comparator.comparingLong(Difference::count).reversed())
                .toList();
    }
}
