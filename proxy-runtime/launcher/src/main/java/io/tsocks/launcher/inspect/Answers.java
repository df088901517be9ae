package io.tsocks.launcher.inspect;

import io.tsocks.protocol.HttpFailure;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksFailure;
import io.tsocks.protocol.SocksReply;
import java.util.List;
import java.util.Optional;

/// Judges what a server's answer says about an ability. Asking is not done here.
final class Answers {

    private static final int REFUSED = 5;
    private static final int COMMAND_NOT_SUPPORTED = 7;
    private static final int ADDRESS_TYPE_NOT_SUPPORTED = 8;

    /// How the detail of a login begins that the server refused.
    static final String LOGIN_REFUSED = "login refused";

    private Answers() {}

    /// Whether the server takes a method that was offered alone.
    static Evidence method(int offered, MethodReply reply) {
        return switch (reply) {
            case MethodReply.Chosen(int method, _, _) when method == offered -> Evidence.yes("");
            case MethodReply.Chosen(int method, _, _) when method == 0xff -> Evidence.no("");
            case MethodReply.Chosen(int method, _, _) ->
                    Evidence.no("chose method " + method + ", which was not offered");
            case MethodReply.Foreign _ -> Evidence.no("answers with something else");
            case MethodReply.Closed _ -> Evidence.no("closes the connection");
            case MethodReply.Silent _ -> Evidence.unclear("says nothing");
        };
    }

    /// Whether CONNECT is performed. A refusal for a reason other than the command shows that it
    /// was understood.
    static Evidence connect(Outcome outcome) {
        Optional<SocksReply> reply = refusal(outcome);
        if (reply.isPresent() && reply.get().code() != COMMAND_NOT_SUPPORTED) {
            return Evidence.yes("answers " + reply.get());
        }
        return command(outcome, "");
    }

    /// Whether a command is performed.
    ///
    /// @param bound the words before the address of the reply; if empty, neither is shown
    static Evidence command(Outcome outcome, String bound) {
        return switch (outcome) {
            case Outcome.Granted granted ->
                    Evidence.yes(bound.isEmpty() ? "" : bound + granted.bound());
            case Outcome.Failed failed -> Evidence.no(words(failed));
            case Outcome.Silent silent -> Evidence.unclear(words(silent));
            case Outcome.Unreachable unreachable -> Evidence.unclear(unreachable.reason());
        };
    }

    /// Whether a kind of address is understood: a refused connection was at least tried.
    static Evidence target(Outcome outcome) {
        Optional<SocksReply> reply = refusal(outcome);
        if (reply.isEmpty()) {
            Evidence finding = command(outcome, "");
            return finding.support() == Support.NO ? Evidence.unclear(finding.detail()) : finding;
        }
        return switch (reply.get().code()) {
            case REFUSED -> Evidence.yes("answers " + reply.get());
            case ADDRESS_TYPE_NOT_SUPPORTED -> Evidence.no("answers " + reply.get());
            default -> Evidence.unclear("answers " + reply.get());
        };
    }

    /// Whether SOCKS 4 is spoken. Any reply of SOCKS 4 shows that it is, except one with a code
    /// that SOCKS 4 does not have: any text that begins with a zero looks like that.
    static Evidence socks4(Outcome outcome) {
        return refusal(outcome).map(Answers::socks4).orElseGet(() -> version4(outcome));
    }

    private static Evidence socks4(SocksReply reply) {
        String answer = "answers " + reply;
        return reply.isKnown() ? Evidence.yes(answer) : Evidence.no(answer);
    }

    /// Whether SOCKS 4a is spoken, by a server that speaks SOCKS 4.
    static Evidence socks4a(Outcome outcome) {
        return refusal(outcome)
                .map(reply -> Evidence.unclear("answers " + reply))
                .orElseGet(() -> version4(outcome));
    }

    /// Whether HTTP proxying is spoken. A refused destination and a wanted login show that it is.
    static Evidence http(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Granted _ -> Evidence.yes("");
            case Outcome.Failed(_, HttpFailure failure, _) -> http(failure);
            case Outcome.Failed _ -> Evidence.no(words(outcome));
            case Outcome.Silent _, Outcome.Unreachable _ -> Evidence.unclear(words(outcome));
        };
    }

    private static Evidence http(HttpFailure failure) {
        return switch (failure) {
            case HttpFailure.Refused _, HttpFailure.LoginWanted _, HttpFailure.OutOfOrder _ ->
                    Evidence.yes(failure.message());
            case HttpFailure.LoginRefused(List<String> schemes) ->
                    Evidence.yes(
                            schemes.isEmpty()
                                    ? LOGIN_REFUSED
                                    : LOGIN_REFUSED
                                            + ": the proxy takes "
                                            + String.join(", ", schemes));
            case HttpFailure.NoTunnel _, HttpFailure.NotHttp _ -> Evidence.no(failure.message());
        };
    }

    /// The same of an HTTP proxy, together with what it makes of a login that it has not refused.
    ///
    /// @param isWanted whether it asked for one
    static Evidence ofLogin(Evidence found, boolean isWanted) {
        String login =
                isWanted
                        ? "it asks for the login and takes it"
                        : "it asks for no login; tsocks would send one unasked";
        return Evidence.yes(found.detail().isEmpty() ? login : found.detail() + "; " + login);
    }

    /// That a SOCKS server refused the login; empty if it did not. Some close the connection
    /// instead of an answer.
    static Optional<Evidence> loginRefused(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed(_, SocksFailure.LoginRefused _, _) ->
                    Optional.of(Evidence.yes(LOGIN_REFUSED));
            case Outcome.Failed(Phase phase, SocksFailure.Closed closed, _)
                    when phase == Phase.AUTHENTICATION ->
                    Optional.of(Evidence.yes(LOGIN_REFUSED + ": " + closed.message()));
            case Outcome.Failed _, Outcome.Granted _, Outcome.Silent _, Outcome.Unreachable _ ->
                    Optional.empty();
        };
    }

    /// Whether an HTTP proxy wants a login before it does anything.
    static boolean isLoginWanted(Outcome outcome) {
        return outcome instanceof Outcome.Failed(_, HttpFailure.LoginWanted _, _);
    }

    private static Evidence version4(Outcome outcome) {
        return outcome instanceof Outcome.Granted ? Evidence.yes("") : Evidence.no(words(outcome));
    }

    /// Whether the request got an answer, good or bad. The end of the connection counts as one,
    /// because some servers give no other.
    static boolean isAnswered(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Granted _ -> true;
            case Outcome.Failed failed -> failed.phase() == Phase.REPLY;
            case Outcome.Silent _, Outcome.Unreachable _ -> false;
        };
    }

    private static Optional<SocksReply> refusal(Outcome outcome) {
        return outcome instanceof Outcome.Failed(_, SocksFailure.Refused(SocksReply reply, _), _)
                ? Optional.of(reply)
                : Optional.empty();
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Granted _ -> "";
            case Outcome.Failed failed ->
                    refusal(failed)
                            .map(reply -> "answers " + reply)
                            .orElseGet(() -> failed.failure().message());
            case Outcome.Silent silent -> words(silent);
            case Outcome.Unreachable unreachable -> unreachable.reason();
        };
    }

    private static String words(Outcome.Silent silent) {
        return "no answer within "
                + Numbers.seconds(silent.limit())
                + ", "
                + silent.phase().doing();
    }
}
