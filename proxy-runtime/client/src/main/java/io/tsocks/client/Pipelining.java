package io.tsocks.client;

import io.tsocks.engine.ProxyServer;
import io.tsocks.net.ServerKind;
import io.tsocks.protocol.Authentication;
import io.tsocks.protocol.Strategy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;

/// Remembers what each server can take, and so how to send the next handshake to it. [Tsocks] has
/// an instance of its own. Programs that drive a [io.tsocks.protocol.SocksHandshake] themselves can
/// use this class, and report how each handshake ended.
///
/// In [HandshakeMode#AUTO], this class probes a server after its second connection, with a
/// connection of its own, unless a round trip is too short to be worth saving. If two pipelined
/// handshakes in a row get the method reply and then nothing, the result of the probe was wrong.
///
/// In no mode is a password sent before the server has chosen that method at least once.
///
/// Thread-safe: entries are immutable and replaced as a whole.
public final class Pipelining {

    private static final Duration WORTH_IT = Duration.ofMillis(1);
    private static final int CONNECTIONS_BEFORE_PROBE = 2;
    private static final int SILENCES_BEFORE_DEMOTION = 2;

    private final HandshakeMode mode;
    private final Probe probe;
    private final Executor background;
    private final ConcurrentMap<Key, Entry> entries = new ConcurrentHashMap<>();

    /// Makes an instance that knows nothing yet.
    ///
    /// @param background runs the probes, which take a few round trips, so that no caller waits for
    ///     them
    public static Pipelining of(HandshakeMode mode, Executor background) {
        return new Pipelining(mode, new Probe(), background);
    }

    Pipelining(HandshakeMode mode, Probe probe, Executor background) {
        this.mode = mode;
        this.probe = probe;
        this.background = background;
    }

    /// A server at one of its addresses, with the credentials that the policy gives for it.
    ///
    /// @param address resolved, or that of an AF_UNIX socket
    public record Key(ProxyServer server, SocketAddress address) {}

    /// A way to a server, by which it is probed.
    @FunctionalInterface
    public interface Way {

        /// Connects to the server, through others if need be. The connection belongs to the caller.
        ///
        /// @param limit for all of it
        Socket connect(Duration limit) throws IOException;
    }

    /// How to send the next handshake.
    ///
    /// @param offered the methods to offer, at least one; exactly one to pipeline
    public record Plan(List<Authentication> offered, Strategy strategy) {
        public Plan {
            offered = List.copyOf(offered);
        }

        /// Whether the application's first bytes may go with the request: only if the server reads
        /// ahead, and never before GSSAPI has its keys.
        boolean takesEarlyData() {
            return strategy == Strategy.PIPELINED
                    && !(offered.getFirst() instanceof Authentication.Gssapi);
        }
    }

    /// What a server can take.
    enum Ability {
        /// Not probed yet.
        UNKNOWN,
        /// Being probed.
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

    /// Whether the mode says that servers read ahead.
    boolean isForced() {
        return mode == HandshakeMode.PIPELINED;
    }

    /// The plan for a SOCKS 5 server.
    ///
    /// @param offers the methods that may be offered, at least one, the strongest last
    public Plan plan(Key key, List<Authentication> offers) {
        return switch (mode) {
            case SEQUENTIAL -> new Plan(offers, Strategy.SEQUENTIAL);
            case PIPELINED -> ahead(entries.getOrDefault(key, Entry.NEW), offers);
            case AUTO -> learned(entries.getOrDefault(key, Entry.NEW), offers);
        };
    }

    /// Records that a handshake succeeded.
    ///
    /// @param chosen the method the server chose
    /// @param roundTrip the time of a round trip to the server, or of the connect; zero for a
    ///     server on this machine
    public void succeeded(Key key, Authentication chosen, Duration roundTrip) {
        boolean isProbed = key.address() instanceof InetSocketAddress;
        succeeded(
                key,
                chosen,
                isProbed ? roundTrip : Duration.ZERO,
                limit -> connect(key.address(), limit));
    }

    @SuppressWarnings("resource") // the caller closes it
    private static Socket connect(SocketAddress at, Duration limit) throws IOException {
        Socket socket = new Socket(Proxy.NO_PROXY);
        try {
            socket.connect(at, Math.toIntExact(Math.max(1, limit.toMillis())));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// Records that a handshake succeeded, with a server that is reached in a way of its own.
    ///
    /// @param chosen as above
    /// @param roundTrip as above
    /// @param way to the server, by which it is probed
    public void succeeded(Key key, Authentication chosen, Duration roundTrip, Way way) {
        if (mode == HandshakeMode.SEQUENTIAL || key.server().kind() != ServerKind.SOCKS5) {
            return;
        }
        Entry entry =
                entries.compute(
                        key,
                        (ignored, old) -> (old == null ? Entry.NEW : old).connected(chosen.code()));
        boolean worthAsking =
                mode == HandshakeMode.AUTO
                        && entry.ability() == Ability.UNKNOWN
                        && entry.connections() >= CONNECTIONS_BEFORE_PROBE
                        && roundTrip.compareTo(WORTH_IT) >= 0
                        && !(chosen instanceof Authentication.Gssapi);
        if (worthAsking && entries.replace(key, entry, entry.with(Ability.ASKED))) {
            background.execute(() -> learn(key, probe.ask(way, chosen, roundTrip)));
        }
    }

    /// Records that a handshake got the method reply, and then nothing in time.
    ///
    /// @param plan the plan of the handshake; only one that was sent ahead tells something about
    ///     the server
    public void silent(Key key, Plan plan) {
        if (plan.strategy() != Strategy.SEQUENTIAL) {
            entries.computeIfPresent(key, (ignored, old) -> old.silent());
        }
    }

    /// Forgets a server that refused the method or the credentials: the knowledge about it is out
    /// of date.
    public void forget(Key key) {
        entries.remove(key);
    }

    private void learn(Key key, Ability ability) {
        entries.computeIfPresent(key, (ignored, old) -> old.with(ability));
    }

    /// The plan to send everything at once, with the method that the server has chosen before. If
    /// that could be a password, the server's first choice is waited for.
    private static Plan ahead(Entry entry, List<Authentication> offers) {
        List<Authentication> chosen = chosen(entry, offers);
        boolean mayBePassword = offers.getLast() instanceof Authentication.Password;
        if (chosen.isEmpty() && mayBePassword) {
            return new Plan(offers, Strategy.METHOD_FIRST);
        }
        Authentication alone = chosen.isEmpty() ? offers.getLast() : chosen.getFirst();
        return new Plan(List.of(alone), Strategy.PIPELINED);
    }

    private static List<Authentication> chosen(Entry entry, List<Authentication> offers) {
        for (Authentication offer : offers) {
            if (offer.code() == entry.method()) {
                return List.of(offer);
            }
        }
        return List.of();
    }

    private static Plan learned(Entry entry, List<Authentication> offers) {
        return switch (entry.ability()) {
            case PIPELINED -> {
                List<Authentication> chosen = chosen(entry, offers);
                yield chosen.isEmpty()
                        ? new Plan(offers, Strategy.SEQUENTIAL)
                        : new Plan(chosen, Strategy.PIPELINED);
            }
            case METHOD_FIRST -> new Plan(offers, Strategy.METHOD_FIRST);
            case UNKNOWN, ASKED, SEQUENTIAL -> new Plan(offers, Strategy.SEQUENTIAL);
        };
    }
}
