package io.tsocks.service;

import io.tsocks.service.api.Metrics;
import io.tsocks.service.events.Event;
import io.tsocks.service.events.EventStream;
import io.tsocks.service.policy.LivePolicy;
import io.tsocks.service.policy.Outcome;
import io.tsocks.service.policy.PolicyFile;
import io.tsocks.service.policy.PolicyListener;
import io.tsocks.service.policy.Proposal;
import io.tsocks.service.policy.Trial;
import io.tsocks.service.store.Revision;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Tells what happens to the policy: to the journal, the audit, those who listen to events, and the
/// metrics.
///
/// @param spread has the new policy reach the connections that are open
record Happenings(Journal journal, EventStream events, Metrics metrics, Runnable spread)
        implements PolicyListener {

    @Override
    public void applied(Optional<LivePolicy> before, Outcome.Applied applied) {
        Revision revision = applied.now().revision();
        Map<String, String> fields = new HashMap<>(origin(revision.origin()));
        fields.put("revision", revision.shortName());
        before.ifPresent(old -> fields.put("before", old.revision().shortName()));
        metrics.applied();
        events.tell(Event.Kind.APPLIED, fields);
        journal.audit("applied", fields);
        spread.run();
    }

    @Override
    public void rejected(Proposal proposal, Outcome outcome, String why) {
        Map<String, String> fields = new HashMap<>(origin(proposal.origin()));
        fields.put("sha256", proposal.text().sha256());
        fields.put("error", why);
        metrics.rejected();
        events.tell(Event.Kind.REJECTED, fields);
        journal.audit("rejected", fields);
    }

    private static Map<String, String> origin(Revision.Origin origin) {
        return Map.of("who", origin.who(), "why", origin.why(), "source", origin.source().label());
    }

    @Override
    public void fileFailed(PolicyFile file) {
        Map<String, String> fields =
                Map.of("file", file.path().toString(), "error", file.error().orElse(""));
        events.tell(Event.Kind.FILE, fields);
        journal.write(Journal.Level.WARNING, "policy-file-failed", fields);
    }

    @Override
    public void tried(Optional<Trial> trial) {
        Map<String, String> fields =
                trial.map(begun -> Map.of("who", begun.who(), "sha256", begun.text().sha256()))
                        .orElse(Map.of("ended", "true"));
        events.tell(Event.Kind.CANDIDATE, fields);
        journal.audit("candidate", fields);
    }
}
