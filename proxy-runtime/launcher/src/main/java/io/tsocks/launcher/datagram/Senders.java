package io.tsocks.launcher.datagram;

import io.tsocks.linux.InetEndpoint;
import io.tsocks.protocol.SocksAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// From whom a program believes to get datagrams. A server names senders by their addresses, and a
/// program that has sent to a name expects the address that stands for the name.
///
/// A sender counts as the name if the server says so, or if the program has sent to that name alone
/// at the sender's port, of all names whose address is not known yet.
final class Senders {

    /// The most destinations that are remembered of one socket.
    private static final int MOST = 1_024;

    private final boolean isIpv6;
    private final SequencedSet<SocksAddress> addressed = new LinkedHashSet<>();
    private final Map<SocksAddress, InetEndpoint> names = bounded();
    private final Map<SocksAddress, SocksAddress> nameOf = bounded();

    /// @param isIpv6 whether the program's socket is one of AF_INET6
    Senders(boolean isIpv6) {
        this.isIpv6 = isIpv6;
    }

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MOST;
            }
        };
    }

    /// The program has sent to a destination.
    ///
    /// @param shown the address by which it knows that
    void sentTo(SocksAddress target, InetEndpoint shown) {
        switch (target) {
            case SocksAddress.Name name -> names.put(name, shown);
            case SocksAddress.Ip ip -> {
                addressed.addLast(ip);
                if (addressed.size() > MOST) {
                    addressed.removeFirst();
                }
            }
        }
    }

    /// The address from which the program believes to get a datagram.
    ///
    /// @param from whom the server names as the sender
    /// @return empty if the program cannot be told of that sender
    Optional<InetEndpoint> shown(SocksAddress from) {
        return switch (from) {
            case SocksAddress.Name name -> Optional.ofNullable(names.get(name));
            case SocksAddress.Ip ip -> {
                SocksAddress name = addressed.contains(ip) ? null : nameOf(ip);
                yield name == null ? own(ip) : Optional.ofNullable(names.get(name));
            }
        };
    }

    private Optional<InetEndpoint> own(SocksAddress.Ip ip) {
        return InetEndpoint.forSocket(isIpv6, new InetSocketAddress(ip.address(), ip.port()));
    }

    private @Nullable SocksAddress nameOf(SocksAddress.Ip ip) {
        SocksAddress known = nameOf.get(ip);
        if (known != null && names.containsKey(known)) {
            return known;
        }
        List<SocksAddress> candidates =
                names.keySet().stream()
                        .filter(name -> name.port() == ip.port())
                        .filter(name -> !nameOf.containsValue(name))
                        .toList();
        if (candidates.size() != 1) {
            return null;
        }
        nameOf.put(ip, candidates.getFirst());
        return candidates.getFirst();
    }
}
