package io.tsocks.launcher.supervisor;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A supervisor's service for names: knows what addresses stand for, and answers questions.
///
/// @param relay null if questions go unchanged
record NameService(Destinations destinations, @Nullable DnsRelay relay) {

    /// Opens the service that the settings ask for.
    ///
    /// @param journal takes events from any thread
    static NameService open(Settings settings, Journal journal) throws IOException {
        FakeNames fakes =
                settings.dns().asksPolicy()
                        ? FakeNames.ofRun(settings.fakeNet(), name -> evicted(journal, name))
                        : null;
        Destinations destinations = new Destinations(settings.routing(), fakes);
        NameAnswers names = fakes == null ? null : NameAnswers.of(settings, fakes, destinations);
        DnsRelay relay =
                settings.dns().isRelayed() ? DnsRelay.open(settings, names, journal) : null;
        return new NameService(destinations, relay);
    }

    private static void evicted(Journal journal, String name) {
        Fate fate =
                new Fate.Failed(
                        null, 0, "its fake address was given up for another name", false, 0);
        journal.record(
                new Journal.Event(Journal.Protocol.DNS, name, "tsocks", 0, "--fake-net", fate));
    }

    void close() {
        if (relay != null) {
            relay.close();
        }
    }
}
