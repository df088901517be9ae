package io.tsocks.engine.analysis;

import io.tsocks.engine.Decision;
import io.tsocks.engine.PolicyMap;
import io.tsocks.net.Address;

/// A destination that shows what a policy does, with the owner that decides and its decision.
///
/// @param port 1 to 65535
public record Witness(Address address, int port, PolicyMap.Owner owner, Decision decision) {

    /// `10.1.2.3:80`, with brackets for IPv6.
    public String destination() {
        return switch (address) {
            case Address.Ip4 ignored -> address + ":" + port;
            case Address.Ip6 ignored -> "[" + address + "]:" + port;
        };
    }
}
