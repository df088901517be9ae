package io.tsocks.views;

import io.tsocks.engine.Action;
import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.Rule;
import io.tsocks.engine.analysis.Witness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Says which lines of a file decide.
public final class Lines {

    /// As many lines of one kind are named.
    private static final int MOST = 6;

    private Lines() {}

    /// The line of an owner: of its `local`, `reaches`, `server` or `fallback`; 0 where no line of
    /// the file says it.
    public static int number(PolicyMap.Owner owner) {
        return owner.origin().line();
    }

    /// An owner in words: `reaches at line 12`.
    public static String of(PolicyMap.Owner owner) {
        int line = number(owner);
        return line == 0 ? owner.rule().describe() : kind(owner) + " at line " + line;
    }

    /// Owners in words: `local at line 3, reaches at lines 7, 8 and 9`.
    public static String of(List<PolicyMap.Owner> owners) {
        Map<String, List<Integer>> lines = new LinkedHashMap<>();
        for (PolicyMap.Owner owner : owners) {
            int line = number(owner);
            List<Integer> known =
                    lines.computeIfAbsent(
                            line == 0 ? owner.rule().describe() : kind(owner),
                            _ -> new ArrayList<>());
            if (line != 0) {
                known.add(line);
            }
        }
        return lines.entrySet().stream()
                .map(entry -> entry.getKey() + at(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /// A witness's route in words, with the line that decides: `direct (local at line 3)`.
    public static String route(Witness witness) {
        Action action = witness.decision().action();
        return switch (action) {
            case Action.Direct _, Action.Via _ ->
                    Words.outcome(action) + " (" + of(witness.owner()) + ")";
            case Action.Refused refused -> refused.toString();
        };
    }

    private static String at(List<Integer> lines) {
        List<Integer> sorted = lines.stream().sorted().toList();
        return switch (sorted.size()) {
            case 0 -> "";
            case 1 -> " at line " + sorted.getFirst();
            default -> " at lines " + Words.list(sorted, MOST);
        };
    }

    private static String kind(PolicyMap.Owner owner) {
        return switch (owner.rule()) {
            case Rule.Local _, Rule.LocalHosts _ -> "local";
            case Rule.Path _ -> "reaches";
            case Rule.DefaultServer _ -> "default server";
            case Rule.Fallback _ -> "fallback";
            case Rule.Nothing nothing -> nothing.describe();
        };
    }
}
