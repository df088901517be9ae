package io.tsocks.launcher.inspect;

import io.tsocks.net.ServerKind;
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
                    inspection.isProxy() && disagreement().isEmpty()
                            ? InspectCommand.ANSWERED
                            : InspectCommand.NO_PROXY;
            case Unreachable _ -> InspectCommand.UNUSABLE;
        };
    }

    /// What it speaks and what it does not, although the file or the URI says so; empty if that is
    /// right or nothing was said, or if it is no proxy at all.
    default Optional<String> disagreement() {
        return switch (this) {
            case Answered(InspectRequest request, Inspection inspection)
                    when inspection.isProxy()
                            && request.subject().asked() != InspectRequest.Asked.ANY
                            && !inspection.mayBe(request.subject().kind()) ->
                    Optional.of(
                            "does not speak "
                                    + protocol(request.subject().kind())
                                    + " as it should, but "
                                    + spoken(inspection));
            case Answered _, Unreachable _ -> Optional.empty();
        };
    }

    private static String protocol(ServerKind kind) {
        return switch (kind) {
            case SOCKS4 -> "SOCKS 4";
            case SOCKS4A -> "SOCKS 4a";
            case SOCKS5, SOCKS5_TLS -> "SOCKS 5";
            case HTTP, HTTPS -> "HTTP";
        };
    }

    private static String spoken(Inspection inspection) {
        if (inspection.can(Ability.SOCKS5)) {
            return "SOCKS 5";
        }
        return inspection.can(Ability.SOCKS4A) ? "SOCKS 4a" : "SOCKS 4";
    }

    /// Why it is not what tsocks can use, in words for a person; empty if it is.
    default String complaint() {
        return switch (this) {
            case Answered(InspectRequest request, Inspection inspection)
                    when inspection.isProxy() ->
                    disagreement().map(words -> request.place() + " " + words).orElse("");
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
