package io.tsocks.engine.analysis;

import io.tsocks.engine.HostDecision;
import io.tsocks.engine.NameMap;
import io.tsocks.net.HostName;
import java.util.Optional;

/// A name and port that show what a policy does with a name.
///
/// @param port 1 to 65535
/// @param owner the line that names it; empty if none does
/// @param decision what the policy says before the name is resolved
public record NameWitness(
        HostName name, int port, Optional<NameMap.Owner> owner, HostDecision decision) {

    /// `www.example.com:80`
    public String destination() {
        return name + ":" + port;
    }
}
