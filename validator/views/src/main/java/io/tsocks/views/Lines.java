package io.tsocks.views;

import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.NameMap;
import io.tsocks.engine.Origin;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.Rule;
import io.tsocks.engine.analysis.NameVerdict;
import io.tsocks.engine.analysis.NameWitness;
import io.tsocks.engine.analysis.Verdict;
import io.tsocks.engine.analysis.Witness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Names the lines of a file that decide.
public final class Lines {

    /// The most lines of one kind that are named.
    private static final int MOST = 6;

    private Lines() {}

    /// A deciding line in a word or two.
    ///
    /// @param line 0 if no line of the file says it
    private record Place(String kind, int line) {

        static Place of(PolicyMap.Owner owner) {
            return of(owner.rule(), owner.origin().line(), "reaches");
        }

        static Place of(NameMap.Owner owner) {
            return of(owner.rule(), owner.origin().line(), "reaches");
        }

        static Place of(Rule rule) {
            return of(rule, rule.line(), "path");
        }

        private static Place of(Rule rule, int line, String path) {
            return line == 0
                    ? new Place(rule.describe(), 0)
                    : new Place(rule instanceof Rule.Path ? path : Lines.kind(rule), line);
        }
    }

    /// The line of an owner: of its `local`, `reaches`, `server` or `fallback`; 0 if no line of the
    /// file says it.
    public static int number(PolicyMap.Owner owner) {
        return owner.origin().line();
    }

    /// The lines that decide, each once.
    static IntStream numbers(Verdict verdict) {
        return numbers(verdict.owners().stream().map(Place::of));
    }

    /// The lines that decide, each once.
    static IntStream numbers(NameVerdict verdict) {
        return numbers(places(verdict));
    }

    private static IntStream numbers(Stream<Place> places) {
        return places.mapToInt(Place::line).filter(line -> line != 0).distinct();
    }

    /// An owner in words: `reaches at line 12`.
    public static String of(PolicyMap.Owner owner) {
        return words(Stream.of(Place.of(owner)));
    }

    /// An owner in words: `reaches at line 12`.
    public static String of(NameMap.Owner owner) {
        return words(Stream.of(Place.of(owner)));
    }

    /// `remote_dns = yes` in words: `remote_dns at line 14`.
    static String remoteDns(Policy policy) {
        return words(Stream.of(new Place("remote_dns", remoteDnsNumber(policy))));
    }

    /// The line that says `remote_dns = yes`; 0 if none does.
    static int remoteDnsNumber(Policy policy) {
        return policy.remoteDnsOrigin().map(Origin::line).orElse(0);
    }

    /// Owners in words: `local at line 3, reaches at lines 7, 8 and 9`.
    public static String of(List<PolicyMap.Owner> owners) {
        return words(owners.stream().map(Place::of));
    }

    /// The lines that decide for names, in words: `local at line 3, default server at line 9`, or
    /// that no line lists them.
    public static String of(NameVerdict verdict) {
        String words = words(places(verdict));
        return words.isEmpty() ? "no line names them" : words;
    }

    private static Stream<Place> places(NameVerdict verdict) {
        return Stream.concat(
                verdict.owners().stream().map(Place::of), verdict.others().stream().map(Place::of));
    }

    /// The line that decides for a name, in words: `reaches at line 12`, or that no line lists it.
    static String of(NameWitness witness) {
        return place(witness).map(place -> words(Stream.of(place))).orElse("no line names it");
    }

    /// The line that decides for a name; 0 if none does.
    static int number(NameWitness witness) {
        return place(witness).map(Place::line).orElse(0);
    }

    private static Optional<Place> place(NameWitness witness) {
        return witness.owner().map(Place::of).or(() -> witness.otherRule().map(Place::of));
    }

    /// A witness's route in words, with the line that decides: `direct (local at line 3)`.
    public static String route(Witness witness) {
        return route(witness.decision().action(), of(witness.owner()));
    }

    /// The same for a name; `resolved` if the address decides.
    public static String route(NameWitness witness) {
        return switch (witness.decision()) {
            case HostDecision.Decided(Decision decided) -> route(decided.action(), of(witness));
            case HostDecision.NeedsAddress _ ->
                    Words.outcome(witness.decision()) + " (" + of(witness) + ")";
        };
    }

    private static String route(Action action, String because) {
        return switch (action) {
            case Action.Direct _, Action.Via _ -> Words.outcome(action) + " (" + because + ")";
            case Action.Refused refused -> refused.toString();
        };
    }

    private static String words(Stream<Place> places) {
        Map<String, List<Integer>> lines = new LinkedHashMap<>();
        places.forEach(
                place -> {
                    List<Integer> known =
                            lines.computeIfAbsent(place.kind(), _ -> new ArrayList<>());
                    if (place.line() != 0) {
                        known.add(place.line());
                    }
                });
        return lines.entrySet().stream()
                .map(entry -> entry.getKey() + at(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String at(List<Integer> lines) {
        List<Integer> sorted = lines.stream().sorted().toList();
        return switch (sorted.size()) {
            case 0 -> "";
            case 1 -> " at line " + sorted.getFirst();
            default -> " at lines " + Words.list(sorted, MOST);
        };
    }

    private static String kind(Rule rule) {
        return switch (rule) {
            case Rule.Local _, Rule.LocalHosts _ -> "local";
            case Rule.Path _ -> "path";
            case Rule.DefaultServer _ -> "default server";
            case Rule.Fallback _ -> "fallback";
            case Rule.Nothing nothing -> nothing.describe();
        };
    }
}
