package io.tsocks.launcher.supervisor;

import io.tsocks.client.ServerGroups;
import io.tsocks.client.health.ServerFailure;
import io.tsocks.client.health.Turn;
import io.tsocks.client.health.Verdict;
import io.tsocks.engine.ProxyServer;
import java.util.List;

/// The servers on the way of an attempt, which their health learns about, too.
///
/// @param turns the nearest server's first; empty if no server is on the way
record HopTurns(List<Turn<ProxyServer>> turns) {

    static final HopTurns NONE = new HopTurns(List.of());

    /// Begins an attempt.
    static HopTurns of(ServerGroups groups, ServerChain way) {
        List<ProxyServer> before = way.before();
        return before.isEmpty()
                ? NONE
                : new HopTurns(before.stream().map(groups::turnOnWay).toList());
    }

    /// All of them have led to the server behind the last one.
    void passed() {
        long now = System.nanoTime();
        turns.forEach(turn -> turn.passed(now));
    }

    /// The attempt has failed, or ended for a reason of its own.
    void end(Finding finding) {
        if (finding.wasReached()) {
            passed();
        } else {
            for (int i = 0; i < turns.size(); i++) {
                end(i, finding);
            }
        }
    }

    private void end(int place, Finding finding) {
        long now = System.nanoTime();
        Turn<ProxyServer> turn = turns.get(place);
        if (place < finding.hop()) {
            turn.passed(now);
        } else if (place == finding.hop()) {
            turn.end(finding.ofHop(), now);
        } else if (place == finding.hop() + 1 && finding.isNextUnreached()) {
            turn.end(new Verdict.Failed(ServerFailure.UNREACHABLE), now);
        } else {
            turn.withdraw();
        }
    }
}
