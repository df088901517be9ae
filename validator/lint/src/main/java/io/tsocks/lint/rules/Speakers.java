package io.tsocks.lint.rules;

import io.tsocks.engine.Upstream;

/// Names the servers of an upstream for a message about their protocol.
final class Speakers {

    private Speakers() {}

    /// `the server 10.1.7.25 speaks`, or `all servers of the group speak`.
    static String of(Upstream upstream) {
        return upstream.isGroup()
                ? "all servers of the group speak"
                : "the server " + upstream.servers().getFirst().host() + " speaks";
    }
}
