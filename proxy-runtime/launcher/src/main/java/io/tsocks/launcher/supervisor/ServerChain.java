package io.tsocks.launcher.supervisor;

import io.tsocks.engine.ProxyServer;
import io.tsocks.linux.UnixEndpoint;
import io.tsocks.protocol.SocksAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One way to a server: those to speak with one after the other, on one connection.
///
/// @param servers the nearest first, the server itself last
/// @param between what each but the last is asked for: the address or name of the next one
/// @param addresses of the nearest, at least one, unless it has a socket
/// @param socket where the nearest listens, if that is an AF_UNIX socket; null if it has addresses
record ServerChain(
        List<ProxyServer> servers,
        List<SocksAddress> between,
        List<InetSocketAddress> addresses,
        @Nullable UnixEndpoint socket) {

    ServerChain {
        servers = List.copyOf(servers);
        between = List.copyOf(between);
        addresses = List.copyOf(addresses);
    }

    /// A server that is connected to.
    static ServerChain of(ProxyServer server, List<InetSocketAddress> addresses) {
        return new ServerChain(List.of(server), List.of(), addresses, null);
    }

    /// A server at an AF_UNIX socket.
    static ServerChain of(ProxyServer server, UnixEndpoint socket) {
        return new ServerChain(List.of(server), List.of(), List.of(), socket);
    }

    /// The way to a server behind this one.
    ///
    /// @param at its address or name
    ServerChain to(ProxyServer server, SocksAddress at) {
        List<ProxyServer> further = new ArrayList<>(servers);
        further.add(server);
        List<SocksAddress> asked = new ArrayList<>(between);
        asked.add(at);
        return new ServerChain(further, asked, addresses, socket);
    }

    /// The server that this is the way to.
    ProxyServer server() {
        return servers.getLast();
    }

    /// The servers on the way to it, the nearest first.
    List<ProxyServer> before() {
        return servers.subList(0, servers.size() - 1);
    }

    /// The server that is connected to, for messages.
    String nearest() {
        return place(0);
    }

    /// A server for messages: with the next one, which it was asked for, and the last one, which is
    /// meant, if there are any behind it.
    ///
    /// @param hop its place, from 0
    String place(int hop) {
        int behind = servers.size() - 1 - hop;
        String uri = servers.get(hop).uri();
        String next = behind > 1 ? ", which was to reach " + servers.get(hop + 1).uri() : "";
        return behind == 0 ? uri : uri + next + ", on the way to " + server().uri();
    }

    /// Whether TLS or GSSAPI protects the connection, so that a program's own socket is of no use
    /// for it.
    boolean isProtected() {
        return servers.stream()
                .anyMatch(server -> server.kind().usesTls() || server.gssapi() != null);
    }

    /// What a server is asked for.
    ///
    /// @param hop its place, from 0
    /// @param destination what the last one is asked for
    SocksAddress asked(int hop, SocksAddress destination) {
        return hop < between.size() ? between.get(hop) : destination;
    }
}
