package io.tsocks.convert;

import io.tsocks.engine.Policy;
import io.tsocks.engine.Resolver;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Statement;
import io.tsocks.net.Address;
import io.tsocks.net.HostName;
import io.tsocks.net.HostPattern;
import io.tsocks.net.Network;
import io.tsocks.net.PortRange;
import io.tsocks.net.Secret;
import io.tsocks.net.Selection;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A tsocks.conf that is being written.
final class ConfDraft {

    private final Remarks remarks;
    private final Optional<Resolver> resolver;
    private final List<String> head = new ArrayList<>();
    private final List<Network> networks = new ArrayList<>();
    private final List<Network> wayNetworks = new ArrayList<>();
    private final Set<String> locals = new LinkedHashSet<>();
    private final List<String> paths = new ArrayList<>();
    private final Set<String> ways = new LinkedHashSet<>();
    private final List<String> top = new ArrayList<>();
    private final Set<String> settings = new LinkedHashSet<>();

    /// @param remarks get what cannot be said of servers
    /// @param resolver is asked for the addresses of servers; empty if they are not looked up
    ConfDraft(Remarks remarks, Optional<Resolver> resolver) {
        this.remarks = remarks;
        this.resolver = resolver;
    }

    /// Writes a comment at the beginning.
    void comment(String text) {
        head.add("# " + text);
    }

    /// Makes a network local.
    void local(Network network) {
        networks.add(network);
        locals.add("local = " + network);
    }

    /// Makes local what a value of `local` names. It was found to be one.
    void local(String value) {
        ConfFile file = ConfParser.parseText("", "local = " + value + "\n");
        for (Statement statement : file.statements()) {
            if (statement instanceof Statement.Local local) {
                local(local.network());
            } else if (statement instanceof Statement.LocalHosts local) {
                local(local.hosts());
            }
        }
    }

    /// Makes names local.
    void local(HostPattern hosts) {
        locals.add("local = " + hosts);
    }

    /// Makes a path, which is asked before those that were made earlier.
    ///
    /// @param reaches the values of its `reaches` lines
    void path(List<String> reaches, Word where, Server server) {
        path(reaches, where, server, true);
    }

    private void path(List<String> reaches, Word where, Server server, boolean isDirect) {
        if (!server.kind().carriesNames() && reaches.stream().anyMatch(to -> !isNetwork(to))) {
            remarks.lost(where, "SOCKS 4 has no host names", "the names of this path are refused");
        }
        StringBuilder text = new StringBuilder("path {\n");
        reaches.forEach(to -> text.append("    reaches = ").append(to).append('\n'));
        lines(where, server, isDirect)
                .forEach(line -> text.append("    ").append(line).append('\n'));
        paths.add(text.append("}").toString());
    }

    /// Why a server cannot be reached through another one; empty if it can.
    Optional<String> inTheWayOfChain(Server server) {
        Optional<Address> address = Address.parse(server.host());
        boolean direct =
                Policy.isLocalhost(server.host())
                        || address.filter(Address::isLoopback).isPresent()
                        || address.filter(this::isLocal).isPresent();
        if (direct) {
            return Optional.of("the server is in a local network, so it would be reached directly");
        }
        return address.isPresent() || name(server).isPresent()
                ? Optional.empty()
                : Optional.of("the server has neither an address nor a host name");
    }

    private static Optional<HostPattern> name(Server server) {
        try {
            return Optional.of(new HostPattern.Exact(HostName.parse(server.host())));
        } catch (HostName.MalformedException _) {
            return Optional.empty();
        }
    }

    private boolean isLocal(Address address) {
        return Stream.concat(networks.stream(), wayNetworks.stream())
                .anyMatch(network -> network.contains(address));
    }

    /// Makes the way to a server direct.
    void way(Word where, Server server) {
        way(where, server.host());
    }

    /// Makes a server the way to the next one of a chain.
    void hop(Word where, Server server, Server next) {
        PortRange port = new PortRange(next.port(), next.port());
        String reaches =
                Address.parse(next.host())
                        .map(address -> reaches(networkOf(address), port))
                        .or(() -> name(next).map(hosts -> reaches(hosts, port)))
                        .orElseThrow();
        path(List.of(reaches), where, server, false);
    }

    /// Makes a server the last one of a chain.
    void lastHop(Word where, Server server) {
        top.addAll(lines(where, server, false));
        setting("chain = yes");
    }

    private static boolean isNetwork(String reaches) {
        return reaches.indexOf('/') >= 0;
    }

    /// Names the default server.
    void server(Word where, Server server) {
        top.addAll(lines(where, server, true));
    }

    /// Names a group of servers that stand in for each other, with one login.
    ///
    /// @param select which of them is tried first
    void group(Word where, List<Server> servers, Selection select) {
        for (Server server : servers) {
            way(where, server.host());
            String line = "server = " + server.uri();
            if (!top.contains(line)) {
                top.add(line);
            }
        }
        servers.stream()
                .filter(server -> server.kind().hasLogin() && server.hasLogin())
                .findFirst()
                .ifPresent(server -> top.addAll(login(where, server)));
        if (top.size() > 1) {
            top.add("select = " + select.word());
        }
    }

    /// Whether a line is written at the end.
    boolean isSet(String line) {
        return settings.contains(line);
    }

    /// Writes a line at the end.
    void setting(String line) {
        settings.add(line);
    }

    /// @param isDirect whether the way to the server is
    private List<String> lines(Word where, Server server, boolean isDirect) {
        List<String> lines = new ArrayList<>(List.of("server = " + server.uri()));
        if (isDirect && !server.equals(Server.NOBODY)) {
            way(where, server.host());
        }
        if (server.hasLogin()) {
            lines.addAll(login(where, server));
        }
        return lines;
    }

    private List<String> login(Word where, Server server) {
        String user = server.user().orElse("");
        String password = server.password().map(Secret::reveal).orElse("");
        if (!server.kind().hasLogin()) {
            remarks.lost(
                    where,
                    "SOCKS 4 has no login in tsocks.conf",
                    "the name of the user who runs the command is sent");
            return List.of();
        }
        if (!isWord(user) || !(password.isEmpty() || isWord(password))) {
            remarks.lost(
                    where,
                    "a user name and a password are words without blanks in tsocks.conf",
                    "there is no login; set TSOCKS_USERNAME and TSOCKS_PASSWORD for the run");
            return List.of();
        }
        if (password.isEmpty()) {
            return List.of("default_user = " + user);
        }
        remarks.secret(where);
        return List.of("default_user = " + user, "default_pass = " + password);
    }

    /// Whether a text stands on a line as it is.
    private static boolean isWord(String text) {
        ConfFile file = ConfParser.parseText("", "default_user = " + text + "\n");
        return file.problems().isEmpty()
                && file.statements().size() == 1
                && file.statements().getFirst() instanceof Statement.DefaultUser said
                && said.user().equals(text);
    }

    /// The way to a server is direct, or no connection could go through it.
    private void way(Word where, String host) {
        if (Policy.isLocalhost(host)) {
            return;
        }
        Optional<Address> known = Address.parse(host);
        known.ifPresentOrElse(address -> way(where, address, ""), () -> named(where, host));
    }

    private void named(Word where, String host) {
        if (resolver.isEmpty()) {
            remarks.lost(
                    where,
                    "the server " + host + " has a name, and its addresses must be local",
                    "nothing goes through it until a local line has them; --resolve looks them up");
            return;
        }
        try {
            resolver.get()
                    .withoutOnions()
                    .resolve(host)
                    .forEach(address -> way(where, Address.of(address), "  # " + host));
        } catch (UnknownHostException _) {
            remarks.lost(
                    where,
                    "the name of the server "
                            + host
                            + (Policy.isOnion(host)
                                    ? " must not be resolved here (RFC 7686)"
                                    : " does not resolve here"),
                    "nothing goes through it until a local line has its address");
        }
    }

    private void way(Word where, Address address, String comment) {
        if (address.isLoopback() || isLocal(address)) {
            return;
        }
        remarks.note(
                where,
                "the way to a server is direct, so " + address + " is local on every port",
                "");
        wayNetworks.add(networkOf(address));
        ways.add("local = " + networkOf(address) + comment);
    }

    /// The network of one address.
    static Network networkOf(Address address) {
        return switch (address) {
            case Address.Ip4(int bits) -> new Network.Ip4(bits, -1);
            case Address.Ip6(long high, long low) -> new Network.Ip6(high, low, 128);
        };
    }

    /// A network, and ports if it is not about all of them, as `reaches` has it.
    static String reaches(Network network, PortRange ports) {
        String text = network.toString();
        if (ports.equals(PortRange.ANY)) {
            return text;
        }
        int slash = text.indexOf('/');
        String address = text.substring(0, slash);
        return (address.indexOf(':') < 0 ? address : "[" + address + "]")
                + ":"
                + ports
                + text.substring(slash);
    }

    /// Names, and ports if they are not about all of them, as `reaches` has it.
    static String reaches(HostPattern hosts, PortRange ports) {
        if (ports.equals(PortRange.ANY)) {
            return hosts.toString();
        }
        // with its final dot a name of hexadecimal digits is not taken for an IPv6 address
        boolean hexadecimal = hosts.toString().matches("[0-9a-f]+");
        return hosts + (hexadecimal ? ".:" : ":") + ports;
    }

    /// The text.
    String text() {
        List<String> blocks = new ArrayList<>();
        block(blocks, head);
        List<String> direct = new ArrayList<>(locals);
        direct.addAll(ways);
        block(blocks, direct);
        blocks.addAll(paths);
        List<String> last = new ArrayList<>(top);
        last.addAll(settings);
        block(blocks, last);
        return blocks.isEmpty() ? "" : String.join("\n\n", blocks) + "\n";
    }

    private static void block(List<String> blocks, Collection<String> lines) {
        if (!lines.isEmpty()) {
            blocks.add(String.join("\n", lines));
        }
    }
}
