package io.tsocks.lint;

import io.tsocks.engine.Action;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.grammar.ConfFile;
import java.util.ArrayList;
import java.util.List;

/// What files that [RandomConfs] and [RandomPaths] make say of names: each name that a pattern of
/// theirs is about, names below and beside them, and ports on both sides of each range.
final class NameSamples {

    private static final List<String> NAMES =
            List.of(
                    "example",
                    "a.example",
                    "b.a.example",
                    "x.a.example",
                    "x.b.a.example",
                    "b.example",
                    "\u00fc.example",
                    "host",
                    "x.host",
                    "other.test",
                    "x.onion",
                    "localhost",
                    "x.localhost");
    private static final List<Integer> PORTS = List.of(1, 79, 80, 81, 90, 91, 65_535);

    private NameSamples() {}

    /// A line for each name and port: what becomes of it, or that its address decides.
    static List<String> routes(ConfFile file) {
        PolicyEngine engine = PolicyEngine.of(PolicyCompiler.compile(file).policy());
        List<String> routes = new ArrayList<>();
        for (String name : NAMES) {
            for (int port : PORTS) {
                routes.add(name + ":" + port + " " + effect(engine.decide(name, port)));
            }
        }
        return routes;
    }

    private static String effect(HostDecision decision) {
        return switch (decision) {
            case HostDecision.NeedsAddress _ -> "by address";
            case HostDecision.Decided(var decided) ->
                    switch (decided.action()) {
                        case Action.Direct _ -> "direct";
                        case Action.Via via -> "via " + via.upstream();
                        case Action.Refused _ -> "refused";
                    };
        };
    }
}
