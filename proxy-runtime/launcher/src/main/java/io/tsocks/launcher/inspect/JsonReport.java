package io.tsocks.launcher.inspect;

import io.tsocks.launcher.JsonObject;
import io.tsocks.launcher.inspect.Inspection.Latency;
import io.tsocks.net.ServerAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The report for programs: one JSON object on one line. docs/inspect.md describes it.
final class JsonReport {

    private JsonReport() {}

    /// The object of one server, followed by a newline.
    static String of(Result result) {
        return object(result) + "\n";
    }

    /// An array with an object for each server, followed by a newline.
    static String of(List<Result> results) {
        return results.stream()
                .map(JsonReport::object)
                .map(JsonObject::toString)
                .collect(Collectors.joining(",", "[", "]\n"));
    }

    private static JsonObject object(Result result) {
        return switch (result) {
            case Result.Answered(_, Inspection inspection) -> {
                JsonObject object = object(inspection);
                result.disagreement().ifPresent(words -> object.text("mismatch", words));
                yield object;
            }
            case Result.Unreachable(InspectRequest request, String reason) -> {
                JsonObject object = new JsonObject().number("version", 1);
                place(request.subject().place(), object);
                yield object.literal("socks", "false").text("error", reason);
            }
        };
    }

    private static JsonObject object(Inspection inspection) {
        JsonObject report = new JsonObject().number("version", 1);
        place(inspection.location(), report);
        report.literal("socks", Boolean.toString(inspection.isSocksServer()))
                .object("abilities", abilities(inspection))
                .literal("latencyMillis", latency(inspection.latency()));
        inspection.tls().ifPresent(tls -> report.object("tls", TlsReport.json(tls)));
        return inspection.isProxy()
                ? report.text("conf", String.join("\n", ConfAdvice.of(inspection)) + "\n")
                : report.literal("conf", "null");
    }

    private static void place(Location location, JsonObject report) {
        switch (location) {
            case Location.Socket socket -> place(socket.place(), report);
            case Location.Port(ServerAddress.Inet place, InetSocketAddress address) ->
                    report.text("host", place.host())
                            .text("address", address.getAddress().getHostAddress())
                            .number("port", place.port());
        }
    }

    private static void place(ServerAddress place, JsonObject report) {
        switch (place) {
            case ServerAddress.Inet(String host, int port) ->
                    report.text("host", host).number("port", port);
            case ServerAddress.Unix(String path) -> report.text("socket", path);
        }
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
