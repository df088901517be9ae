package io.tsocks.views;

import io.tsocks.engine.Decision;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.analysis.NameWitness;
import io.tsocks.engine.analysis.Witness;
import java.util.Optional;

/// A destination that has another outcome than was expected of all in a network or pattern.
public sealed interface Counterexample {

    /// `10.1.2.3:80`
    String destination();

    /// Its outcome, in the words of an expectation.
    String actual();

    /// An address.
    record OfAddress(Witness witness) implements Counterexample {

        @Override
        public String destination() {
            return witness.destination();
        }

        @Override
        public String actual() {
            return witness.decision().toString();
        }
    }

    /// A name.
    ///
    /// @param address if the name is resolved, an address that would have another outcome than was
    ///     expected; empty if the name itself has
    record OfName(NameWitness witness, Optional<Witness> address) implements Counterexample {

        @Override
        public String destination() {
            return witness.destination();
        }

        @Override
        public String actual() {
            return witness.decision() instanceof HostDecision.Decided(Decision decided)
                    ? decided.toString()
                    : Words.outcome(witness.decision());
        }
    }
}
