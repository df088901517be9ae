package io.tsocks.engine;

import java.util.List;

/// The lookup structure of a policy: finds the owner of a map that decides for an address and a
/// port. Lookups allocate nothing and take tens of nanoseconds, even among a million networks.
/// Immutable.
public final class RouteTable {

    private final PortMap[] maps;
    private final int owners;
    private final Ip4Lookup ip4;
    private final Ip6Lookup ip6;
    private final List<PolicyMap.Uncharted> uncharted;

    private RouteTable(PolicyMap map) {
        PortMaps numbered = map.ip4().maps();
        this.owners = map.owners().size();
        this.maps = new PortMap[numbered.size() - owners];
        for (int i = 0; i < maps.length; i++) {
            maps[i] = numbered.get(owners + i);
        }
        this.ip4 = Ip4Lookup.of(map.ip4(), numbered.size());
        this.ip6 = new Ip6Lookup(map.ip6());
        this.uncharted = map.uncharted();
    }

    /// Makes the table of a map.
    public static RouteTable compile(PolicyMap map) {
        return new RouteTable(map);
    }

    /// The owner that decides for an IPv4 address.
    ///
    /// @param address most significant byte first
    /// @param port 0 to 65535; 0 is a question without a port
    /// @return index in [PolicyMap#owners()]
    public int ownerOf(int address, int port) {
        int owner = resolve(ip4.numberOf(address), port);
        return uncharted.isEmpty() ? owner : beforeOwner(owner, address, port);
    }

    /// The owner that decides for an IPv6 address that is not IPv4-mapped.
    ///
    /// @param high bits 0 to 63
    /// @param low bits 64 to 127
    /// @param port 0 to 65535; 0 is a question without a port
    /// @return index in [PolicyMap#owners()]
    public int ownerOf(long high, long low, int port) {
        return resolve(ip6.numberOf(high, low), port);
    }

    /// The size of the table's arrays in bytes.
    public long bytes() {
        return ip4.bytes() + ip6.bytes();
    }

    private int resolve(int number, int port) {
        return number < owners ? number : maps[number - owners].ownerOf(port);
    }

    private int beforeOwner(int owner, int address, int port) {
        for (PolicyMap.Uncharted odd : uncharted) {
            if (odd.owner() >= owner) {
                break;
            }
            if (odd.network().contains(address) && odd.ports().contains(port)) {
                return odd.owner();
            }
        }
        return owner;
    }
}
