package io.tsocks.launcher.inspect;

import java.util.Optional;

/// What became of asking one server.
sealed interface Result {

    /// It was asked.
    record Answered(InspectRequest request, Inspection inspection) implements Result {}

    /// It was not, or no connection to it was made.
    ///
    /// @param reason in words for a person, with the server's name
    record Unreachable(InspectRequest request, String reason) implements Result {}

    InspectRequest request();

    /// What was found out; empty if no connection was made.
    default Optional<Inspection> findings() {
        return switch (this) {
            case Answered answered -> Optional.of(answered.inspection());
            case Unreachable _ -> Optional.empty();
        };
    }

    /// The exit status of a command that asks this server alone.
    default int status() {
        return switch (this) {
            case Answered(_, Inspection inspection) ->
                    inspection.isProxy() ? InspectCommand.ANSWERED : InspectCommand.NO_PROXY;
            case Unreachable _ -> InspectCommand.UNUSABLE;
        };
    }

    /// Why it is no proxy that tsocks can use, in words for a person; empty if it is one.
    default String complaint() {
        return switch (this) {
            case Answered(_, Inspection inspection) when inspection.isProxy() -> "";
            case Answered(InspectRequest request, Inspection inspection) ->
                    request.place() + " is " + wanted(request) + ": " + inspection.suspicion();
            case Unreachable(_, String reason) -> reason;
        };
    }

    private static String wanted(InspectRequest request) {
        return switch (request.subject().asked()) {
            case SOCKS -> "not a SOCKS server";
            case HTTP -> "not an HTTP proxy";
            case ANY -> "neither a SOCKS server nor an HTTP proxy";
        };
    }
}
