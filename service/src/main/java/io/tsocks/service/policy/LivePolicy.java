package io.tsocks.service.policy;

import io.tsocks.client.Tsocks;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.analysis.LineMeanings;
import io.tsocks.service.store.Revision;
import io.tsocks.views.ChartedConf;
import io.tsocks.views.KnownWays;
import io.tsocks.views.LoadedConf;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A revision ready to answer. Immutable but for its counts; a request that has got hold of one is
/// answered by it to the end, whatever is applied meanwhile.
public final class LivePolicy {

    private final Revision revision;
    private final LoadedConf conf;
    private final PolicyEngine engine;
    private final KnownWays ways = new KnownWays();
    private final RuleHits hits;
    private final Optional<Tsocks> client;

    /// Drawn when it is first asked for, because only whole-policy questions need it. Volatile, so
    /// that whoever sees it sees what it holds.
    private volatile @Nullable ChartedConf chart;

    /// The same for questions about lines.
    private volatile @Nullable LineMeanings meanings;

    LivePolicy(
            Revision revision,
            LoadedConf conf,
            PolicyEngine engine,
            Optional<Tsocks> client,
            @Nullable ChartedConf chart) {
        this.revision = revision;
        this.conf = conf;
        this.engine = engine;
        this.client = client;
        this.hits = new RuleHits(conf.policy());
        this.chart = chart;
    }

    /// Which revision it is.
    public Revision revision() {
        return revision;
    }

    /// The file with its policy.
    public LoadedConf conf() {
        return conf;
    }

    /// What decides.
    public PolicyEngine engine() {
        return engine;
    }

    /// What its answers have in common.
    public KnownWays ways() {
        return ways;
    }

    /// What connects by it; empty if this process makes no connections.
    public Optional<Tsocks> client() {
        return client;
    }

    /// How often each rule has decided.
    public RuleHits hits() {
        return hits;
    }

    /// The chart for whole-policy questions.
    public ChartedConf chart() {
        ChartedConf known = chart;
        if (known != null) {
            return known;
        }
        synchronized (this) {
            ChartedConf drawn = chart;
            if (drawn == null) {
                drawn = BackgroundWork.QUESTIONS.done(() -> ChartedConf.of(conf));
                chart = drawn;
            }
            return drawn;
        }
    }

    /// What the lines of the file do.
    ///
    /// @throws IllegalArgumentException unless the chart is exact
    public LineMeanings meanings() {
        LineMeanings known = meanings;
        if (known != null) {
            return known;
        }
        synchronized (this) {
            LineMeanings found = meanings;
            if (found == null) {
                ChartedConf whole = chart();
                found =
                        BackgroundWork.QUESTIONS.done(
                                () -> LineMeanings.of(conf.file(), whole.chart()));
                meanings = found;
            }
            return found;
        }
    }
}
