package io.tsocks.engine;

import io.tsocks.net.Address;
import io.tsocks.net.PortRange;
import java.util.NavigableSet;
import java.util.TreeSet;

/// Finds the local networks that a policy needs because its servers are in them.
final class HeldServers {

    private final NavigableSet<Address> addresses = new TreeSet<>();
    private boolean someAreUnknown;

    private HeldServers() {}

    static HeldServers of(Policy policy) {
        HeldServers held = new HeldServers();
        policy.servers()
                .map(policy::addressesOf)
                .forEach(
                        known ->
                                known.ifPresentOrElse(
                                        held.addresses::addAll, () -> held.someAreUnknown = true));
        return held;
    }

    /// Whether a server is in a local network, or may be in it because its address is not known.
    boolean mayBeIn(Rule.Local local) {
        Region region = Region.around(local.network(), PortRange.ANY);
        return someAreUnknown
                || addresses.subSet(region.first(), true, region.last(), true).stream()
                        .anyMatch(address -> local.network().contains(address));
    }
}
