package io.tsocks.service.api;

import io.tsocks.net.Address;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.LongSupplier;

/// Bounds how many tokens an address can try. After [#MOST] different wrong ones it is refused
/// until the minute is over, without a look at what it sends. The same wrong token counts once, so
/// that a page with an old token locks nobody out.
///
/// The addresses of one IPv6 network of 64 bits count as one, because a machine may have them all.
/// Thread-safe.
final class GuessLimit {

    static final int MOST = 10;
    static final int MOST_ADDRESSES = 10_000;
    private static final long WINDOW = 60_000_000_000L;

    private final LongSupplier nanoTime;

    /// The first are the oldest. Beyond [#MOST_ADDRESSES] they are forgotten, so that many
    /// addresses take no more memory.
    private final SequencedMap<Address, Tries> tries = new LinkedHashMap<>();

    GuessLimit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Tries(long since, Set<String> digests) {}

    /// Whether an address has to wait.
    synchronized boolean isSpent(Address address) {
        Tries known = tries.get(network(address));
        return known != null && !isOver(known) && known.digests().size() >= MOST;
    }

    /// Notes a wrong token.
    ///
    /// @return whether it is one too many, because others were looked at meanwhile
    synchronized boolean failed(Address address, String token) {
        Address network = network(address);
        Tries known = tries.get(network);
        if (known == null || isOver(known)) {
            tries.remove(network);
            known = new Tries(nanoTime.getAsLong(), new HashSet<>());
            tries.put(network, known);
            forgetOldest();
        }
        String digest = Tokens.digest(token);
        boolean isTooMany = known.digests().size() >= MOST && !known.digests().contains(digest);
        if (!isTooMany) {
            known.digests().add(digest);
        }
        return isTooMany;
    }

    private static Address network(Address address) {
        return switch (address) {
            case Address.Ip4 ip4 -> ip4;
            case Address.Ip6(long high, long _) -> new Address.Ip6(high, 0);
        };
    }

    private void forgetOldest() {
        if (tries.size() > MOST_ADDRESSES) {
            tries.pollFirstEntry();
        }
    }

    /// How many addresses it remembers.
    synchronized int size() {
        return tries.size();
    }

    private boolean isOver(Tries known) {
        return nanoTime.getAsLong() - known.since() > WINDOW;
    }
}
