package io.tsocks.service.api;

import io.tsocks.net.Printable;
import io.tsocks.service.policy.LivePolicy;
import io.tsocks.service.policy.PolicyFile;
import io.tsocks.service.policy.PolicyService;
import io.tsocks.service.policy.Rejections;
import io.tsocks.service.policy.Trial;
import io.tsocks.service.store.Revision;
import io.tsocks.views.Words;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The status for people.
record StatusText(PolicyService policies, Instant started, List<String> listening) {

    private static final int MOST_DIFFERENCES = 5;

    void print(PrintStream out) {
        line(out, "version", Version.TEXT + ", started " + started);
        listening.forEach(address -> line(out, "listening", address));
        Optional<LivePolicy> active = policies.active();
        line(out, "in force", active.map(live -> words(live.revision())).orElse("no policy"));
        policies.file().ifPresent(file -> file(out, file, file.state(active)));
        policies.rejection().ifPresent(rejected -> rejected(out, rejected));
        policies.trial().ifPresent(trial -> trial(out, trial));
    }

    private static void line(PrintStream out, String name, String text) {
        out.println(Printable.of(String.format(Locale.ROOT, "%-11s%s", name, text)));
    }

    private static String words(Revision revision) {
        String why = revision.origin().why();
        return "revision "
                + revision.shortName()
                + " since "
                + revision.when()
                + ", by "
                + revision.origin().who()
                + (why.isEmpty() ? "" : ": " + why);
    }

    private static void file(PrintStream out, PolicyFile file, PolicyFile.State state) {
        line(
                out,
                "file",
                file.path()
                        + switch (state) {
                            case ACTIVE -> ": in force";
                            case OVERRIDDEN -> ": not in force; the API has applied another policy";
                            case REJECTED -> ": not in force; " + file.error().orElse("");
                        });
    }

    private static void rejected(PrintStream out, Rejections.Rejection rejected) {
        line(
                out,
                "rejected",
                "a policy of " + rejected.who() + " at " + rejected.when() + ": " + rejected.why());
    }

    private static void trial(PrintStream out, Trial trial) {
        line(
                out,
                "candidate",
                "of "
                        + trial.who()
                        + " since "
                        + trial.since()
                        + ": "
                        + Words.number(trial.differing())
                        + " of "
                        + Words.number(trial.asked())
                        + " decisions would differ");
        trial.differences().stream()
                .limit(MOST_DIFFERENCES)
                .forEach(
                        one ->
                                line(
                                        out,
                                        "",
                                        Words.number(one.count())
                                                + " like "
                                                + one.example()
                                                + ": "
                                                + one.kind().is()
                                                + ", would be "
                                                + one.kind().would()));
    }
}
