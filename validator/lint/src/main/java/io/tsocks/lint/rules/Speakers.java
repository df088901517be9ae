package io.tsocks.lint.rules;

import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Upstream;
import io.tsocks.grammar.Statement;
import io.tsocks.lint.model.Subject;

/// Names the servers of an upstream for a message about their protocol.
final class Speakers {

    private Speakers() {}

    /// `the server 10.1.7.25 speaks`, or `all servers of the group speak`.
    static String of(Upstream upstream) {
        return upstream.isGroup()
                ? "all servers of the group speak"
                : "the server " + upstream.servers().getFirst().label() + " speaks";
    }

    /// Whether the servers of an upstream are written with a scheme, as a group always is.
    static boolean haveScheme(Subject subject, Upstream upstream) {
        ProxyServer first = upstream.servers().getFirst();
        return upstream.isGroup()
                || subject.statements(Statement.ServerByUri.class)
                        .map(Statement.ServerByUri::uri)
                        .anyMatch(
                                uri ->
                                        uri.kind() == first.kind()
                                                && ProxyServer.canonical(uri.address())
                                                        .equals(first.address()));
    }

    /// `a server`, or `the server` of an upstream with one.
    static String one(Upstream upstream) {
        return upstream.isGroup() ? "a server" : "the server";
    }
}
