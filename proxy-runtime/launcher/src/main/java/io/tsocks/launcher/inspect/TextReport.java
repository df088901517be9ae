package io.tsocks.launcher.inspect;

import io.tsocks.launcher.inspect.Inspection.Latency;
import io.tsocks.net.Printable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The report for people.
final class TextReport {

    private TextReport() {}

    /// The lines of the report, each with a newline.
    static String of(Inspection inspection) {
        List<String> lines = new ArrayList<>();
        lines.add(title(inspection));
        lines.add("");
        inspection.tls().ifPresent(tls -> lines.addAll(TlsReport.lines(tls)));
        abilities(inspection, lines);
        latency(inspection, lines);
        if (inspection.isProxy()) {
            lines.add("");
            lines.add("In tsocks.conf:");
            lines.add("");
            ConfAdvice.of(inspection).forEach(line -> lines.add("    " + line));
        }
        return lines.stream().map(Printable::of).collect(Collectors.joining("\n", "", "\n"));
    }

    private static void abilities(Inspection inspection, List<String> lines) {
        boolean asked = inspection.findings().containsKey(Ability.CONNECT);
        for (Ability ability : Ability.values()) {
            if (inspection.findings().containsKey(ability)) {
                lines.add(line(ability.label(), inspection.finding(ability)));
            }
            if (ability == Ability.GSSAPI && inspection.can(Ability.SOCKS5) && !asked) {
                lines.add("  (the rest takes a login: --user NAME, and TSOCKS_PASSWORD)");
            }
        }
        if (!inspection.isTargetOfUser() && isAnyUnclear(inspection)) {
            adviseTarget(lines);
        }
    }

    private static void adviseTarget(List<String> lines) {
        lines.add("");
        lines.add("The server was asked to connect to itself, which not every server does.");
        lines.add("A target that it can reach tells more: --target HOST:PORT.");
    }

    private static boolean isAnyUnclear(Inspection inspection) {
        return inspection.findings().values().stream()
                .anyMatch(finding -> finding.support() == Support.UNCLEAR);
    }

    private static String title(Inspection inspection) {
        return kind(inspection) + inspection.location().title();
    }

    private static String kind(Inspection inspection) {
        if (inspection.isProxy()) {
            return inspection.isSocksServer() ? "SOCKS server " : "HTTP proxy ";
        }
        return "Server ";
    }

    private static String line(String label, Evidence finding) {
        boolean isBare = finding.detail().isEmpty() || finding.support() == Support.UNTESTED;
        String detail = isBare ? "" : "  " + finding.detail();
        return String.format("%-26s%-8s%s", label, finding.support().words(), detail)
                .stripTrailing();
    }

    private static void latency(Inspection inspection, List<String> lines) {
        Latency latency = inspection.latency();
        if (latency == null) {
            return;
        }
        lines.add("");
        lines.add(milliseconds(connecting(inspection), latency.connecting()));
        lines.add(milliseconds("method reply", latency.greeting()));
        if (latency.request() != null) {
            lines.add(milliseconds("CONNECT, step by step", latency.request()));
        }
    }

    private static String connecting(Inspection inspection) {
        return switch (inspection.location()) {
            case Location.Port _ when inspection.tls().isPresent() -> "TCP and TLS";
            case Location.Port _ -> "TCP connection";
            case Location.Socket _ -> "connection";
        };
    }

    private static String milliseconds(String label, Duration duration) {
        return String.format("%-26s%s ms", label, Numbers.millis(duration));
    }
}
