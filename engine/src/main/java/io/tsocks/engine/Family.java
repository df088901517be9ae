package io.tsocks.engine;

import io.tsocks.net.Address;
import io.tsocks.net.Network;

/// The kind of a destination's address.
enum Family {
    IP4,
    IP6;

    static Family of(Address address) {
        return switch (address) {
            case Address.Ip4 ignored -> IP4;
            case Address.Ip6 ignored -> IP6;
        };
    }

    static Family of(Network network) {
        return switch (network) {
            case Network.Ip4 ignored -> IP4;
            case Network.Ip6 ignored -> IP6;
        };
    }
}
