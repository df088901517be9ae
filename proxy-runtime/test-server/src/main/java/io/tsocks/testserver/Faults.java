package io.tsocks.testserver;

import java.util.List;
import java.util.Optional;

/// The faults of one conversation.
record Faults(List<Fault> all) {

    Faults {
        all = List.copyOf(all);
    }

    boolean has(Class<? extends Fault> kind) {
        return find(kind).isPresent();
    }

    <F extends Fault> Optional<F> find(Class<F> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /// Whether the conversation ends at this phase.
    boolean stopsAt(FaultPhase phase) {
        return all.contains(new Fault.Mute(phase))
                || all.contains(new Fault.Close(phase))
                || all.contains(new Fault.Reset(phase));
    }
}
