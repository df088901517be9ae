package io.tsocks.launcher.datagram;

import io.tsocks.linux.InetEndpoint;
import io.tsocks.net.RecentMap;
import io.tsocks.protocol.SocksAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// From whom a program believes to get datagrams. A server names senders by their addresses, and a
/// program that has sent to a name expects the address that stands for the name.
///
/// A sender counts as the name if the server says so, or if the program has sent to that name alone
/// at the sender's port, of all names whose address is not known yet.
///
/// A server could name any sender. One that is only reached directly, such as this machine or a
/// local name server, sends nothing through a server.
final class Senders {

    /// The most destinations that are remembered of one socket.
    private static final int MOST = 1_024;

    private final boolean isIpv6;
    private final Predicate<InetEndpoint> isDirect;
    private final SequencedSet<SocksAddress> addressed = new LinkedHashSet<>();
    private final Map<SocksAddress, InetEndpoint> names = new RecentMap<>(MOST);
    private final Map<SocksAddress, SocksAddress> nameOf = new RecentMap<>(MOST);

    /// @param isIpv6 whether the program's socket is one of AF_INET6
    /// @param isDirect whether datagrams to an address go directly
    Senders(boolean isIpv6, Predicate<InetEndpoint> isDirect) {
        this.isDirect = isDirect;
        this.isIpv6 = isIpv6;
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
                boolean isAddressed = addressed.contains(ip);
                SocksAddress name = isAddressed ? null : nameOf(ip);
                yield name == null
                        ? own(ip).filter(own -> isAddressed || isCredible(own))
                        : Optional.ofNullable(names.get(name));
            }
        };
    }

    private Optional<InetEndpoint> own(SocksAddress.Ip ip) {
        return InetEndpoint.forSocket(isIpv6, new InetSocketAddress(ip.address(), ip.port()));
    }

    private boolean isCredible(InetEndpoint sender) {
        InetAddress address = sender.address();
        return sender.port() != 0
                && !address.isLoopbackAddress()
                && !address.isMulticastAddress()
                && !sender.isLimitedBroadcast()
                && !isDirect.test(sender);
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
