package io.tsocks.launcher.inspect;

import io.tsocks.launcher.JsonObject;
import io.tsocks.launcher.inspect.Inspection.Latency;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The report for programs: one JSON object on one line. docs/inspect.md describes it.
final class JsonReport {

    private JsonReport() {}

    /// The object, followed by a newline.
    static String of(Inspection inspection) {
        JsonObject report =
                new JsonObject()
                        .number("version", 1)
                        .text("host", inspection.host())
                        .text("address", inspection.address().getAddress().getHostAddress())
                        .number("port", inspection.address().getPort())
                        .literal("socks", Boolean.toString(inspection.isSocksServer()))
                        .object("abilities", abilities(inspection))
                        .literal("latencyMillis", latency(inspection.latency()));
        inspection.tls().ifPresent(tls -> report.object("tls", TlsReport.json(tls)));
        if (inspection.isProxy()) {
            report.text("conf", String.join("\n", ConfAdvice.of(inspection)) + "\n");
        } else {
            report.literal("conf", "null");
        }
        return report + "\n";
    }

    private static JsonObject abilities(Inspection inspection) {
        JsonObject abilities = new JsonObject();
        for (Ability ability : Ability.values()) {
            Evidence finding = inspection.finding(ability);
            abilities.object(
                    ability.key(),
                    new JsonObject()
                            .text("support", finding.support().word())
                            .text("detail", finding.detail()));
        }
        return abilities;
    }

    private static String latency(@Nullable Latency latency) {
        return latency == null
                ? "null"
                : new JsonObject()
                        .literal("connecting", Numbers.millis(latency.connecting()))
                        .literal("greeting", Numbers.millis(latency.greeting()))
                        .literal("request", millis(latency.request()))
                        .toString();
    }

    private static String millis(@Nullable Duration duration) {
        return duration == null ? "null" : Numbers.millis(duration);
    }
}
