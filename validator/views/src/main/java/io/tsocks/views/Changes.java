package io.tsocks.views;

import io.tsocks.engine.Action;
import io.tsocks.engine.SocksServer;
import io.tsocks.engine.analysis.PolicyDiff;
import io.tsocks.engine.analysis.Verdict;

/// Says what changes between two configurations.
final class Changes {

    private Changes() {}

    /// `direct -> via socks5://10.1.7.25:1080`
    static String summary(PolicyDiff.Change change) {
        return before(change) + " -> " + after(change);
    }

    /// How the destinations went.
    static String before(PolicyDiff.Change change) {
        return Words.outcome(change.before().action());
    }

    /// How the destinations go.
    static String after(PolicyDiff.Change change) {
        return Words.outcome(change.after().action())
                + (differInPasswordOnly(change) ? " with another password" : "");
    }

    /// Whether nothing but the password of the server is another, which is never shown.
    static boolean differInPasswordOnly(PolicyDiff.Change change) {
        return change.before().action() instanceof Action.Via before
                && change.after().action() instanceof Action.Via after
                && withoutPassword(before.server()).equals(withoutPassword(after.server()));
    }

    private static SocksServer withoutPassword(SocksServer server) {
        return new SocksServer(server.host(), server.port(), server.version(), server.user(), null);
    }

    /// The file and its lines that decide.
    static String because(Verdict verdict, ChartedConf conf) {
        return conf.name() + ", " + Lines.of(verdict.owners());
    }

    /// The route of an example, with the line that decides.
    static String example(Verdict verdict) {
        return Lines.route(verdict.example());
    }
}
