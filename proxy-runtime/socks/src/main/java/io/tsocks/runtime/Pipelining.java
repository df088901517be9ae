package io.tsocks.runtime;

import io.tsocks.engine.SocksServer;
import io.tsocks.grammar.SocksVersion;
import io.tsocks.socks.Authentication;
import io.tsocks.socks.Strategy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;

/// Remembers what each server can take, and so how to send the next handshake to it.
///
/// In [HandshakeMode#AUTO] a server is asked (see [Probe]) after its second connection, unless a
/// round trip to it is too short to be worth anything. Two pipelined handshakes in a row that got
/// the method reply and then nothing mean that the answer was wrong.
///
/// Thread-safe: entries are immutable and replaced as a whole.
final class Pipelining {

    private static final Duration WORTH_IT = Duration.ofMillis(1);
    private static final int CONNECTIONS_BEFORE_PROBE = 2;
    private static final int SILENCES_BEFORE_DEMOTION = 2;

    private final HandshakeMode mode;
    private final Probe probe;
    private final Executor background;
    private final ConcurrentMap<Key, Entry> entries = new ConcurrentHashMap<>();

    /// @param background where servers are asked, so that nobody waits for it
    Pipelining(HandshakeMode mode, Probe probe, Executor background) {
        this.mode = mode;
        this.probe = probe;
        this.background = background;
    }

    /// A server at one of its addresses, with the credentials that the policy gives for it.
    record Key(SocksServer server, InetSocketAddress address) {}

    /// How to send the next handshake.
    record Plan(List<Authentication> offered, Strategy strategy) {}

    /// What a server can take.
    enum Ability {
        /// Not asked yet.
        UNKNOWN,
        /// Being asked.
        ASKED,
        /// One message at a time.
        SEQUENTIAL,
        /// The password with the request, after the method reply.
        METHOD_FIRST,
        /// Everything at once.
        PIPELINED
    }

    private record Entry(int method, int connections, int silences, Ability ability) {

        static final Entry NEW = new Entry(-1, 0, 0, Ability.UNKNOWN);

        Entry connected(int chosen) {
            return chosen == method || method < 0
                    ? new Entry(chosen, connections + 1, 0, ability)
                    : new Entry(chosen, 1, 0, Ability.UNKNOWN);
        }

        Entry silent() {
            return silences + 1 < SILENCES_BEFORE_DEMOTION
                    ? new Entry(method, connections, silences + 1, ability)
                    : new Entry(method, connections, 0, Ability.SEQUENTIAL);
        }

        Entry with(Ability known) {
            return new Entry(method, connections, silences, known);
        }
    }

    /// The plan for a server that may be offered these methods.
    Plan plan(Key key, List<Authentication> offers) {
        return switch (mode) {
            case SEQUENTIAL -> new Plan(offers, Strategy.SEQUENTIAL);
            case PIPELINED -> new Plan(List.of(offers.getLast()), Strategy.PIPELINED);
            case AUTO -> learned(entries.getOrDefault(key, Entry.NEW), offers);
        };
    }

    /// A handshake went well.
    ///
    /// @param chosen the method the server chose
    /// @param roundTrip what the connect took
    void succeeded(Key key, Authentication chosen, Duration roundTrip) {
        if (mode != HandshakeMode.AUTO || key.server().version() != SocksVersion.SOCKS5) {
            return;
        }
        Entry entry =
                entries.compute(
                        key, (_, old) -> (old == null ? Entry.NEW : old).connected(chosen.code()));
        boolean worthAsking =
                entry.ability() == Ability.UNKNOWN
                        && entry.connections() >= CONNECTIONS_BEFORE_PROBE
                        && roundTrip.compareTo(WORTH_IT) >= 0
                        && !(chosen instanceof Authentication.Gssapi);
        if (worthAsking && entries.replace(key, entry, entry.with(Ability.ASKED))) {
            background.execute(() -> learn(key, probe.ask(key.address(), chosen, roundTrip)));
        }
    }

    /// A handshake sent ahead got the method reply, and then nothing in time.
    void silent(Key key, Plan plan) {
        if (plan.strategy() != Strategy.SEQUENTIAL) {
            entries.computeIfPresent(key, (_, old) -> old.silent());
        }
    }

    /// The server refused the method or the credentials: what was known of it is out of date.
    void forget(Key key) {
        entries.remove(key);
    }

    private void learn(Key key, Ability ability) {
        entries.computeIfPresent(key, (_, old) -> old.with(ability));
    }

    private static Plan learned(Entry entry, List<Authentication> offers) {
        List<Authentication> chosen =
                offers.stream().filter(offer -> offer.code() == entry.method()).toList();
        return switch (entry.ability()) {
            case PIPELINED ->
                    chosen.isEmpty()
                            ? new Plan(offers, Strategy.SEQUENTIAL)
                            : new Plan(chosen, Strategy.PIPELINED);
            case METHOD_FIRST -> new Plan(offers, Strategy.METHOD_FIRST);
            case UNKNOWN, ASKED, SEQUENTIAL -> new Plan(offers, Strategy.SEQUENTIAL);
        };
    }
}
