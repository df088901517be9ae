package io.tsocks.launcher.inspect;

import io.tsocks.launcher.JsonObject;
import io.tsocks.protocol.CertificateNames;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;

/// The part of a report that is about TLS.
final class TlsReport {

    private TlsReport() {}

    /// The lines for people.
    static List<String> lines(TlsFindings tls) {
        List<String> lines = new ArrayList<>();
        lines.add(
                line(
                        "TLS",
                        tls.agreed().map(one -> one.version() + ", " + one.cipher()).orElse("no")));
        lines.add(
                line(
                        "  trusted",
                        tls.failure()
                                .map(why -> "no      " + why.message())
                                .orElseGet(() -> "yes     by " + tls.trustedBy())));
        tls.chain().forEach(each -> certificate(each, lines));
        tls.pin().ifPresent(pin -> lines.add(line("  pin of its key", pin)));
        return lines;
    }

    private static void certificate(X509Certificate certificate, List<String> lines) {
        lines.add(line("  certificate", certificate.getSubjectX500Principal().getName()));
        String names = String.join(", ", CertificateNames.of(certificate).all());
        if (!names.isEmpty()) {
            lines.add(line("    for", names));
        }
        lines.add(line("    issued by", certificate.getIssuerX500Principal().getName()));
        lines.add(
                line(
                        "    valid",
                        day(certificate.getNotBefore()) + " to " + day(certificate.getNotAfter())));
    }

    private static LocalDate day(Date date) {
        return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC);
    }

    private static String line(String label, String value) {
        return String.format("%-26s%s", label, value);
    }

    /// The same for programs.
    static JsonObject json(TlsFindings tls) {
        JsonObject report =
                new JsonObject().literal("trusted", Boolean.toString(tls.failure().isEmpty()));
        tls.failure().ifPresent(why -> report.text("failure", why.message()));
        tls.agreed()
                .ifPresent(
                        one -> report.text("version", one.version()).text("cipher", one.cipher()));
        report.text("trustedBy", tls.trustedBy());
        tls.pin().ifPresent(pin -> report.text("pin", pin));
        return report.literal(
                "chain",
                tls.chain().stream()
                        .map(TlsReport::certificate)
                        .collect(Collectors.joining(",", "[", "]")));
    }

    private static String certificate(X509Certificate certificate) {
        return new JsonObject()
                .text("subject", certificate.getSubjectX500Principal().getName())
                .text("issuer", certificate.getIssuerX500Principal().getName())
                .text("notBefore", certificate.getNotBefore().toInstant().toString())
                .text("notAfter", certificate.getNotAfter().toInstant().toString())
                .text("names", String.join(", ", CertificateNames.of(certificate).all()))
                .toString();
    }
}
