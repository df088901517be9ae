package io.tsocks.engine.analysis;

import io.tsocks.engine.Action;
import io.tsocks.engine.PortMap;
import io.tsocks.net.HostName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The names that no line lists, on ports on which the policy has the same answer for all of them
/// except those below `.onion`.
///
/// @param example one of the names, with the lowest of the ports
public record OtherNames(PortSet ports, NameWitness example) {

    /// All such names, by the policy's answer; empty if lines list every name.
    public static List<OtherNames> of(NameChart chart) {
        HostName name = new NameDivision().with(chart.map().names()).exampleOfOthers();
        PortMap owners = chart.map().others();
        int[] edges = chart.edges(owners).sorted().distinct().toArray();
        Map<Optional<Action.Effect>, Draft> drafts = new LinkedHashMap<>();
        for (int i = 0; i < edges.length; i++) {
            if (owners.ownerOf(edges[i]) == chart.map().unnamed()) {
                NameWitness witness = chart.witness(name, edges[i], owners);
                int last = i + 1 < edges.length ? edges[i + 1] - 1 : 65535;
                drafts.computeIfAbsent(witness.decision().effect(), ignored -> new Draft(witness))
                        .ports
                        .add(edges[i], last);
            }
        }
        return drafts.values().stream().map(Draft::build).toList();
    }

    /// Collects the ports of an answer.
    private static final class Draft {

        final NameWitness example;
        final PortSet.Builder ports = new PortSet.Builder();

        Draft(NameWitness example) {
            this.example = example;
        }

        OtherNames build() {
            return new OtherNames(ports.take(), example);
        }
    }
}
