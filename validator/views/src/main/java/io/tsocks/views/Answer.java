package io.tsocks.views;

import io.tsocks.engine.Decision;
import io.tsocks.engine.Explanation;
import io.tsocks.engine.NameBasis;
import io.tsocks.engine.NameExplanation;
import io.tsocks.net.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer of `tsocks-route` for one destination.
public sealed interface Answer {

    /// The destination as it was given.
    String text();

    /// A route.
    ///
    /// @param name the answer for the host as a name; null if it is an address
    /// @param address the address that was asked about; null for a name that did not have to be
    ///     resolved or has no address
    /// @param explanation why, for the address; null if it was not asked for, or if there is no
    ///     address
    /// @param otherRoutes whether other addresses of the name have other routes
    record Routed(
            Destination destination,
            @Nullable OfName name,
            @Nullable Address address,
            AnswerWay way,
            @Nullable Explanation explanation,
            boolean otherRoutes)
            implements Answer {

        public Decision decision() {
            return way.decision();
        }

        /// Whether the answer says why.
        boolean isExplained() {
            return explanation != null || (name != null && name.explanation() != null);
        }

        @Override
        public String text() {
            return destination.text();
        }
    }

    /// A policy's answer for a name before it is resolved.
    ///
    /// @param basis the basis of the answer
    /// @param explanation why; null if it was not asked for
    record OfName(NameBasis basis, @Nullable NameExplanation explanation) {}

    /// The routes of a network.
    ///
    /// @param parts one if all of the network has the same route
    record Network(String text, List<NetworkRoutes.Part> parts) implements Answer {
        public Network {
            parts = List.copyOf(parts);
        }
    }

    /// A text that is not a destination.
    ///
    /// @param message what is wrong with it
    record Malformed(String text, String message) implements Answer {}
}
