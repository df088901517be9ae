package io.tsocks.launcher.inspect;

import io.tsocks.launcher.inspect.Inspection.Latency;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The report for programs: one JSON object on one line. docs/inspect.md describes it.
final class JsonReport {

    private JsonReport() {}

    /// The object with a newline.
    static String of(Inspection inspection) {
        List<String> members =
                List.of(
                        member("version", "1"),
                        member("host", string(inspection.host())),
                        member(
                                "address",
                                string(inspection.address().getAddress().getHostAddress())),
                        member("port", Integer.toString(inspection.address().getPort())),
                        member("socks", Boolean.toString(inspection.isSocksServer())),
                        member("abilities", abilities(inspection)),
                        member("latencyMillis", latency(inspection.latency())),
                        member("conf", conf(inspection)));
        return object(members) + "\n";
    }

    private static String abilities(Inspection inspection) {
        return object(
                Arrays.stream(Ability.values())
                        .map(ability -> member(ability.key(), finding(inspection.finding(ability))))
                        .toList());
    }

    private static String finding(Finding finding) {
        return object(
                List.of(
                        member("support", string(finding.support().word())),
                        member("detail", string(finding.detail()))));
    }

    private static String latency(@Nullable Latency latency) {
        return latency == null
                ? "null"
                : object(
                        List.of(
                                member("connecting", Numbers.millis(latency.connecting())),
                                member("greeting", Numbers.millis(latency.greeting())),
                                member("request", millis(latency.request()))));
    }

    private static String millis(@Nullable Duration duration) {
        return duration == null ? "null" : Numbers.millis(duration);
    }

    private static String conf(Inspection inspection) {
        return inspection.isSocksServer()
                ? string(String.join("\n", ConfAdvice.of(inspection)) + "\n")
                : "null";
    }

    private static String object(List<String> members) {
        return members.stream().collect(Collectors.joining(",", "{", "}"));
    }

    private static String member(String name, String value) {
        return string(name) + ":" + value;
    }

    /// RFC 8259 section 7.
    private static String string(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                default -> quoted.append(isPlain(c) ? String.valueOf(c) : escape(c));
            }
        }
        return quoted.append('"').toString();
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c <= '~';
    }

    private static String escape(char c) {
        return String.format("\\u%04x", (int) c);
    }
}
