package io.tsocks.views;

import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Rule;
import io.tsocks.engine.ServerWay;
import io.tsocks.engine.Upstream;
import io.tsocks.engine.analysis.NameVerdict;
import io.tsocks.engine.analysis.PolicyDiff;
import io.tsocks.engine.analysis.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/// Puts the changes between two configurations into words.
final class Changes {

    private Changes() {}

    /// `direct -> via socks5://10.1.7.25:1080`
    static String summary(PolicyDiff.Change change) {
        return before(change) + " -> " + after(change);
    }

    /// `resolved -> via socks5://10.1.7.25:1080`
    static String summary(PolicyDiff.NameChange change) {
        return before(change) + " -> " + after(change);
    }

    /// `socks5://10.2.0.1:1080: directly -> through socks5://10.1.0.1:1080`
    static String summary(PolicyDiff.WayChange change) {
        return change.server().uri() + ": " + before(change) + " -> " + after(change);
    }

    /// The old way to the server.
    static String before(PolicyDiff.WayChange change) {
        return Hop.words(change.before());
    }

    /// The new way to the server.
    static String after(PolicyDiff.WayChange change) {
        return Hop.words(change.after());
    }

    /// The file and the rule that decides for a server.
    static String because(ServerWay way, ChartedConf conf) {
        return switch (way) {
            case ServerWay.Through(_, Rule rule, _) -> conf.name() + ", " + rule.describe();
            case ServerWay.Direct(Rule rule) -> conf.name() + ", " + rule.describe();
            case ServerWay.Local _, ServerWay.Nowhere _ ->
                    conf.name() + ", the server is in a local network";
        };
    }

    /// The old route of the destinations.
    static String before(PolicyDiff.Change change) {
        return Words.outcome(change.before().action());
    }

    /// The old route of the names.
    static String before(PolicyDiff.NameChange change) {
        return Words.outcome(change.before().example().decision());
    }

    /// The new route of the destinations.
    static String after(PolicyDiff.Change change) {
        return Words.outcome(change.after().action())
                + password(differInPasswordOnly(change))
                + protection(change.before().action(), change.after().action())
                + manner(change.before().action(), change.after().action());
    }

    /// The new route of the names.
    static String after(PolicyDiff.NameChange change) {
        return Words.outcome(change.after().example().decision())
                + password(differInPasswordOnly(change))
                + protection(change)
                + manner(change);
    }

    private static String manner(PolicyDiff.NameChange change) {
        return change.before().example().decision() instanceof HostDecision.Decided(Decision before)
                        && change.after().example().decision()
                                instanceof HostDecision.Decided(Decision after)
                ? manner(before.action(), after.action())
                : "";
    }

    private static String protection(PolicyDiff.NameChange change) {
        return change.before().example().decision() instanceof HostDecision.Decided(Decision before)
                        && change.after().example().decision()
                                instanceof HostDecision.Decided(Decision after)
                ? protection(before.action(), after.action())
                : "";
    }

    /// The new settings of TLS and GSSAPI, if the same server had others.
    private static String protection(Action before, Action after) {
        return before instanceof Action.Via old && after instanceof Action.Via young
                ? TlsWords.change(old.upstream(), young.upstream())
                        + GssapiWords.change(old.upstream(), young.upstream())
                : "";
    }

    /// What the new group does otherwise than the old one, beside its servers and its selection.
    private static String manner(Action before, Action after) {
        return before instanceof Action.Via(Upstream old)
                        && after instanceof Action.Via(Upstream young)
                ? recovery(old, young) + weights(old, young) + checks(old, young)
                : "";
    }

    private static String recovery(Upstream old, Upstream young) {
        return old.recovery().equals(young.recovery())
                ? ""
                : ", recover " + young.recovery().words();
    }

    private static String weights(Upstream old, Upstream young) {
        boolean same = old.weights().equals(young.weights());
        boolean none = !old.isWeighted() && !young.isWeighted();
        return same || none
                ? ""
                : young.weights().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", ", ", weights ", ""));
    }

    private static String checks(Upstream old, Upstream young) {
        return old.checks().equals(young.checks()) ? "" : ", check " + young.checks().words();
    }

    private static String password(boolean differs) {
        return differs ? " with another password" : "";
    }

    /// Whether nothing but the password of the server is another, which is never shown.
    static boolean differInPasswordOnly(PolicyDiff.Change change) {
        return differInPasswordOnly(change.before().action(), change.after().action());
    }

    /// Whether nothing but the password of the server is another, which is never shown.
    static boolean differInPasswordOnly(PolicyDiff.NameChange change) {
        return change.before().example().decision() instanceof HostDecision.Decided(Decision before)
                && change.after().example().decision()
                        instanceof HostDecision.Decided(Decision after)
                && differInPasswordOnly(before.action(), after.action());
    }

    private static boolean differInPasswordOnly(Action before, Action after) {
        return before instanceof Action.Via old
                && after instanceof Action.Via young
                && differInPasswordOnly(old.upstream(), young.upstream());
    }

    private static boolean differInPasswordOnly(Upstream old, Upstream young) {
        return old.selection() == young.selection()
                && old.recovery().equals(young.recovery())
                && old.weights().equals(young.weights())
                && old.checks().equals(young.checks())
                && withoutPasswords(old).equals(withoutPasswords(young));
    }

    private static List<ProxyServer> withoutPasswords(Upstream upstream) {
        return upstream.servers().stream().map(ProxyServer::withoutPassword).toList();
    }

    /// The file and its lines that decide.
    static String because(Verdict verdict, ChartedConf conf) {
        return conf.name() + ", " + Lines.of(verdict.owners());
    }

    /// The file and its lines that decide.
    static String because(NameVerdict verdict, ChartedConf conf) {
        return conf.name() + ", " + Lines.of(verdict);
    }

    /// The route of an example, with the line that decides.
    static String example(Verdict verdict) {
        return Lines.route(verdict.example());
    }

    /// The answer for an example, with the line that decides.
    static String example(NameVerdict verdict) {
        return Lines.route(verdict.example());
    }
}
