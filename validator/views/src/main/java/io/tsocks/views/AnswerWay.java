package io.tsocks.views;

import com.fasterxml.jackson.core.SerializableString;
import io.tsocks.engine.Decision;
import io.tsocks.engine.ProxyServer;
import io.tsocks.net.Printable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the answers of one rule have in common. Thread-safe.
public final class AnswerWay {

    private final Decision decision;
    private final List<Hop> hops;
    private final List<ProxyServer> unknownServers;

    /// Written by whoever needs it first, and the same whoever that is.
    private volatile @Nullable SerializableString json;

    /// The same.
    private volatile @Nullable String words;

    /// @param hops the ways to those servers of the route that are in no local network
    /// @param unknownServers the servers of the route and its hops whose names do not resolve here,
    ///     so that their places are not known
    AnswerWay(Decision decision, List<Hop> hops, List<ProxyServer> unknownServers) {
        this.decision = decision;
        this.hops = List.copyOf(hops);
        this.unknownServers = List.copyOf(unknownServers);
    }

    /// The rule and what it says.
    public Decision decision() {
        return decision;
    }

    List<Hop> hops() {
        return hops;
    }

    List<ProxyServer> unknownServers() {
        return unknownServers;
    }

    /// The decision in words that a terminal may show.
    String words() {
        String known = words;
        if (known == null) {
            known = Printable.of(decision.toString());
            words = known;
        }
        return known;
    }

    /// Its fields with the comma before them, as they stand after others of the same object. They
    /// are most of an answer's text.
    SerializableString json() throws IOException {
        SerializableString text = json;
        if (text == null) {
            text = WayJson.after(this);
            json = text;
        }
        return text;
    }
}
