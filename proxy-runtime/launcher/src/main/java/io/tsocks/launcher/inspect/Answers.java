package io.tsocks.launcher.inspect;

import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksFailure;
import io.tsocks.protocol.SocksReply;
import java.util.Optional;

/// Judges what a server's answer says about an ability. Asking is not done here.
final class Answers {

    private static final int REFUSED = 5;
    private static final int COMMAND_NOT_SUPPORTED = 7;
    private static final int ADDRESS_TYPE_NOT_SUPPORTED = 8;

    private Answers() {}

    /// Whether the server takes a method that was offered alone.
    static Finding method(int offered, MethodReply reply) {
        return switch (reply) {
            case MethodReply.Chosen(int method, _, _) when method == offered -> Finding.yes("");
            case MethodReply.Chosen(int method, _, _) when method == 0xff -> Finding.no("");
            case MethodReply.Chosen(int method, _, _) ->
                    Finding.no("chose method " + method + ", which was not offered");
            case MethodReply.Foreign _ -> Finding.no("answers with something else");
            case MethodReply.Closed _ -> Finding.no("closes the connection");
            case MethodReply.Silent _ -> Finding.unclear("says nothing");
        };
    }

    /// Whether CONNECT is performed. A refusal for a reason other than the command shows that it
    /// was understood.
    static Finding connect(Outcome outcome) {
        Optional<SocksReply> reply = refusal(outcome);
        if (reply.isPresent() && reply.get().code() != COMMAND_NOT_SUPPORTED) {
            return Finding.yes("answers " + reply.get());
        }
        return command(outcome, "");
    }

    /// Whether a command is performed.
    ///
    /// @param bound the words before the address of the reply; if empty, neither is shown
    static Finding command(Outcome outcome, String bound) {
        return switch (outcome) {
            case Outcome.Granted granted ->
                    Finding.yes(bound.isEmpty() ? "" : bound + granted.bound());
            case Outcome.Failed failed -> Finding.no(words(failed));
            case Outcome.Silent silent -> Finding.unclear(words(silent));
            case Outcome.Unreachable unreachable -> Finding.unclear(unreachable.reason());
        };
    }

    /// Whether a kind of address is understood: a refused connection was at least tried.
    static Finding target(Outcome outcome) {
        Optional<SocksReply> reply = refusal(outcome);
        if (reply.isEmpty()) {
            Finding finding = command(outcome, "");
            return finding.support() == Support.NO ? Finding.unclear(finding.detail()) : finding;
        }
        return switch (reply.get().code()) {
            case REFUSED -> Finding.yes("answers " + reply.get());
            case ADDRESS_TYPE_NOT_SUPPORTED -> Finding.no("answers " + reply.get());
            default -> Finding.unclear("answers " + reply.get());
        };
    }

    /// Whether SOCKS 4 is spoken. Any SOCKS 4 reply shows that it is.
    static Finding socks4(Outcome outcome) {
        return refusal(outcome)
                .map(reply -> Finding.yes("answers " + reply))
                .orElseGet(() -> version4(outcome));
    }

    /// Whether SOCKS 4a is spoken, by a server that speaks SOCKS 4.
    static Finding socks4a(Outcome outcome) {
        return refusal(outcome)
                .map(reply -> Finding.unclear("answers " + reply))
                .orElseGet(() -> version4(outcome));
    }

    private static Finding version4(Outcome outcome) {
        return outcome instanceof Outcome.Granted ? Finding.yes("") : Finding.no(words(outcome));
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
