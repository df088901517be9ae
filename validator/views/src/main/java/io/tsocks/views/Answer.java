package io.tsocks.views;

import io.tsocks.engine.Decision;
import io.tsocks.engine.Explanation;
import io.tsocks.engine.NameBasis;
import io.tsocks.engine.NameExplanation;
import io.tsocks.net.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `tsocks-route` says about one destination.
public sealed interface Answer {

    /// The destination as it was given.
    String text();

    /// A route.
    ///
    /// @param name what was said of the host as a name; null if it is an address
    /// @param address that was asked about; null for a name that did not have to be resolved, and
    ///     for one that has no address
    /// @param explanation why, of the address; null if nobody asked, and without an address
    /// @param otherRoutes whether other addresses of the name have other routes
    /// @param serverUnknown whether the route is through a server whose name does not resolve here,
    ///     so that nothing is known of where it is
    record Routed(
            Destination destination,
            @Nullable OfName name,
            @Nullable Address address,
            Decision decision,
            @Nullable Explanation explanation,
            boolean otherRoutes,
            boolean serverUnknown)
            implements Answer {

        @Override
        public String text() {
            return destination.text();
        }
    }

    /// What a policy says of a name before it is resolved.
    ///
    /// @param basis what settles it
    /// @param explanation why; null if nobody asked
    record OfName(NameBasis basis, @Nullable NameExplanation explanation) {}

    /// The routes of a network.
    ///
    /// @param parts one if all of the network has the same route
    record Network(String text, List<NetworkRoutes.Part> parts) implements Answer {
        public Network {
            parts = List.copyOf(parts);
        }
    }

    /// No destination.
    ///
    /// @param message what is wrong with it
    record Malformed(String text, String message) implements Answer {}
}
