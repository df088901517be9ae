package io.tsocks.testserver;

import io.tsocks.protocol.ServerState;
import io.tsocks.protocol.SocksAddress;
import java.nio.charset.StandardCharsets;

/// A client's request.
///
/// @param version 4 or 5; SOCKS 4a counts as 4 with a name as host
/// @param command the byte on the wire, not necessarily one of [Command]
/// @param host an IPv4 or IPv6 address in Java's spelling without brackets, or the name as sent
/// @param port 0 to 65535
public record Request(int version, int command, String host, int port) {

    static Request of(ServerState.Requested asked) {
        String host =
                switch (asked.destination()) {
                    case SocksAddress.Ip ip -> ip.address().getHostAddress();
                    case SocksAddress.Name name ->
                            Addresses.name(name.host().getBytes(StandardCharsets.ISO_8859_1));
                };
        return new Request(
                asked.version().number(), asked.command(), host, asked.destination().port());
    }

    @Override
    public String toString() {
        String authority = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return "SOCKS" + version + " command " + command + " " + authority + ":" + port;
    }
}
