package io.tsocks.launcher.supervisor;

import io.tsocks.net.Address;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The names of the run that fake addresses stand for.
///
/// At most half of the network's addresses, and at most [#MOST_NAMES], have names at a time. If
/// there are more, the name that was neither asked for nor connected to for the longest time loses
/// its address; a name that was used within [#REST_SECONDS], or that a connect is under way to,
/// keeps it. An address that was lost stands for nothing until all others have had their turn.
///
/// The first address of a run is random, so that one that a program has kept from an earlier run
/// most likely stands for nothing.
///
/// Thread-safe. No method waits.
final class FakeNames {

    static final int MOST_NAMES = 65_536;

    static final long REST_SECONDS = 60;

    private static final long REST = REST_SECONDS * 1_000_000_000L;

    private final FakeNet net;
    private final int most;
    private final LongSupplier clock;
    private final Consumer<String> evicted;
    private final Map<Address.Ip4, Entry> byAddress = new HashMap<>();

    /// The least recently used first.
    private final LinkedHashMap<String, Entry> byName = new LinkedHashMap<>(16, 0.75f, true);

    private int next;

    private static final class Entry {
        final String name;
        final Address.Ip4 address;
        long used;
        int connects;

        Entry(String name, Address.Ip4 address) {
            this.name = name;
            this.address = address;
        }
    }

    /// @param first the number of the address to begin with
    /// @param clock a clock like `System.nanoTime()`
    /// @param evicted is told of each name that has lost its address; it must not wait
    FakeNames(FakeNet net, int first, LongSupplier clock, Consumer<String> evicted) {
        this.net = net;
        this.most = Math.clamp(net.size() / 2, 1, MOST_NAMES);
        this.next = Math.floorMod(first, net.size());
        this.clock = clock;
        this.evicted = evicted;
    }

    /// Makes the fake names of a run.
    ///
    /// @param evicted is told of each name that has lost its address; it must not wait
    static FakeNames ofRun(FakeNet net, Consumer<String> evicted) {
        int first = new SecureRandom().nextInt(net.size());
        return new FakeNames(net, first, System::nanoTime, evicted);
    }

    /// The network of the fake addresses.
    FakeNet net() {
        return net;
    }

    /// Whether an address is fake, whatever it stands for.
    boolean isFake(InetAddress address) {
        return net.contains(address);
    }

    /// The address that stands for a name, a new one if it has none.
    ///
    /// @param name in lower case
    /// @return empty if there are as many names as there may be, and all of them in use
    synchronized Optional<Address.Ip4> addressOf(String name) {
        Entry known = byName.get(name);
        if (known == null && byName.size() >= most && !evictOne()) {
            return Optional.empty();
        }
        Entry entry = known == null ? add(name) : known;
        entry.used = clock.getAsLong();
        return Optional.of(entry.address);
    }

    private Entry add(String name) {
        Address.Ip4 address = net.address(next);
        while (byAddress.containsKey(address)) {
            next = (next + 1) % net.size();
            address = net.address(next);
        }
        next = (next + 1) % net.size();
        Entry entry = new Entry(name, address);
        byAddress.put(address, entry);
        byName.put(name, entry);
        return entry;
    }

    private boolean evictOne() {
        long now = clock.getAsLong();
        Entry oldest = null;
        for (Entry entry : byName.values()) {
            if (now - entry.used < REST) {
                break;
            }
            if (entry.connects == 0) {
                oldest = entry;
                break;
            }
        }
        if (oldest == null) {
            return false;
        }
        byName.remove(oldest.name);
        byAddress.remove(oldest.address);
        evicted.accept(oldest.name);
        return true;
    }

    /// The name that an address stands for; empty if none.
    synchronized Optional<String> nameOf(InetAddress address) {
        return Optional.ofNullable(entry(address)).map(entry -> entry.name);
    }

    /// Records that a connect to an address has begun.
    synchronized void begin(InetAddress address) {
        use(address, 1);
    }

    /// Records that a connect to an address is over.
    synchronized void end(InetAddress address) {
        use(address, -1);
    }

    private void use(InetAddress address, int more) {
        Entry entry = entry(address);
        if (entry != null) {
            entry.connects += more;
            entry.used = clock.getAsLong();
            byName.get(entry.name);
        }
    }

    private @Nullable Entry entry(InetAddress address) {
        return Address.of(address) instanceof Address.Ip4 ip4 ? byAddress.get(ip4) : null;
    }
}
