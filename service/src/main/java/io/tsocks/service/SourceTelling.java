package io.tsocks.service;

import io.tsocks.sources.MirrorListener;
import io.tsocks.sources.SourceAddress;
import java.util.Map;

/// Tells the journal how the source of the policy is.
record SourceTelling(Journal journal) implements MirrorListener {

    @Override
    public void changed(SourceAddress address, String version) {
        journal.write(
                Journal.Level.INFO,
                "source-changed",
                Map.of("source", address.toString(), "version", version));
    }

    @Override
    public void rejected(SourceAddress address, String version, String why) {
        journal.write(
                Journal.Level.ERROR,
                "source-rejected",
                Map.of("source", address.toString(), "version", version, "error", why));
    }

    @Override
    public void lost(SourceAddress address, String why) {
        journal.write(
                Journal.Level.WARNING,
                "source-lost",
                Map.of("source", address.toString(), "error", why, "kept", "the last good copy"));
    }

    @Override
    public void found(SourceAddress address) {
        journal.write(Journal.Level.INFO, "source-found", Map.of("source", address.toString()));
    }
}
