package io.tsocks.service;

import io.tsocks.service.api.CertificateListener;
import io.tsocks.service.events.Event;
import io.tsocks.service.events.EventStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/// Tells of renewals of the certificate: the journal, and those who listen to events.
record CertificateTelling(Journal journal, EventStream events) implements CertificateListener {

    @Override
    public void renewed(Path certificate, Instant until) {
        Map<String, String> fields =
                Map.of("file", certificate.toString(), "until", until.toString());
        events.tell(Event.Kind.CERTIFICATE, fields);
        journal.write(Journal.Level.INFO, "certificate-renewed", fields);
    }

    @Override
    public void failed(Path certificate, String why) {
        Map<String, String> fields =
                Map.of("file", certificate.toString(), "error", why, "kept", "the old one");
        events.tell(Event.Kind.CERTIFICATE, fields);
        journal.write(Journal.Level.ERROR, "certificate-failed", fields);
    }
}
