package io.tsocks.engine;

import io.tsocks.net.Address;
import java.util.Optional;

/// The way of a policy to one of its servers.
public sealed interface ServerWay {

    /// The server is in a local network, or its name has to be resolved to know that. With `chain =
    /// yes`, no line lists its name.
    record Local() implements ServerWay {}

    /// The server is reached directly whether or not it is in a local network: with `chain = yes`,
    /// the policy says so of its address (`fallback = yes`) or of its name (`local`).
    ///
    /// @param rule what decides for the server's address or name
    record Direct(Rule rule) implements ServerWay {}

    /// The server is reached through another one.
    ///
    /// @param upstream only servers that can be used
    /// @param rule what decides for the server's address or name
    /// @param address what the other server is asked for; empty if that is the name
    record Through(Upstream upstream, Rule rule, Optional<Address> address) implements ServerWay {}

    /// The server cannot be used.
    ///
    /// @param why in words that follow the server's name, such as `is in no local network`
    record Nowhere(Action.Reason reason, String why) implements ServerWay {}
}
