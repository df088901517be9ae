package io.tsocks.launcher.supervisor;

import io.tsocks.engine.Resolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.List;

/// The resolver of this machine. That a name does not resolve is not remembered, or a server whose
/// name resolves again would be missed for ten seconds more. Java asks its security properties how
/// long to remember it, whatever the command line says, and with the first lookup of the process.
public final class NamesOfThisMachine {

    private static final Resolver SYSTEM = Resolver.system();

    static {
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
    }

    private NamesOfThisMachine() {}

    /// The addresses of a name. All lookups of the process have to be made here.
    ///
    /// @throws UnknownHostException if the name does not resolve
    public static List<InetAddress> resolve(String name) throws UnknownHostException {
        return SYSTEM.resolve(name);
    }
}
