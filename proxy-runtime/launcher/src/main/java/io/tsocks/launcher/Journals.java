package io.tsocks.launcher;

import io.tsocks.client.health.HealthEvent;
import io.tsocks.engine.ProxyServer;
import io.tsocks.launcher.supervisor.Journal;
import java.util.List;

/// Several journals as one.
record Journals(List<Journal> all) implements Journal {

    Journals {
        all = List.copyOf(all);
    }

    @Override
    public void record(Event event) {
        for (Journal journal : all) {
            if (journal.takes(event)) {
                journal.record(event);
            }
        }
    }

    @Override
    public boolean heeds(Outcome outcome) {
        for (Journal journal : all) {
            if (journal.heeds(outcome)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void health(HealthEvent<ProxyServer> event) {
        all.forEach(journal -> journal.health(event));
    }
}
