package io.tsocks.engine.options;

import io.tsocks.engine.Policy;
import io.tsocks.engine.Resolver;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Statement;
import io.tsocks.net.Address;
import io.tsocks.net.Printable;
import io.tsocks.net.ServerAddress;
import io.tsocks.net.ServerUri;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A policy from the options of a command, for users without a file: the servers for everything,
/// the preferred one first, and what is reached without them. Its text is a tsocks.conf that means
/// the same.
///
/// ```
/// tsocks -s socks5h://alice@proxy.example --direct 10.0.0.0/8 --direct .corp.example COMMAND
/// ```
///
/// The way to a server itself is direct, or no connection could go through it: its addresses are
/// local.
public final class PolicyOptions {

    private static final String REMOTE = "socks5h://";

    private static final String TWO_WAYS =
            "some of the servers would resolve names and others would not; with socks5"
                    + " and socks4 this machine does, with socks5h and all others the server does";

    private final List<ServerUri> servers = new ArrayList<>();
    private final List<String> direct = new ArrayList<>();
    private boolean remoteDns;

    private Map<String, String> login = Map.of();

    /// Nothing is said yet.
    public PolicyOptions() {}

    /// What a command line says.
    ///
    /// @param servers as [#server] takes them, the preferred one first
    /// @param direct as [#direct] takes them
    /// @param environment the variables, if they say the policy; empty if they do not
    /// @throws BadOptionException if one of them says nothing that a policy can
    public static PolicyOptions of(
            List<String> servers, List<String> direct, Optional<Map<String, String>> environment)
            throws BadOptionException {
        PolicyOptions options = new PolicyOptions();
        if (environment.isPresent()) {
            options.login = options.environment(environment.get());
        }
        options.say(servers, direct);
        return options;
    }

    private void say(List<String> servers, List<String> direct) throws BadOptionException {
        for (String server : servers) {
            server(server);
        }
        for (String what : direct) {
            direct(what);
        }
    }

    /// What [#of] found in the variables for the client: the password of the server, under the name
    /// under which the client looks for it.
    public Map<String, String> login() {
        return login;
    }

    /// Whether nothing was said, so that a file says the policy.
    public boolean isEmpty() {
        return servers.isEmpty() && direct.isEmpty();
    }

    /// Takes a server, which stands in for those before it when they fail.
    ///
    /// @param uri in the schemes of curl and of a file: with `socks5` and `socks4` this machine
    ///     resolves names, with `socks5h`, all others and at a socket the server does
    /// @throws BadOptionException if it is not the URI of a server, has a password, was taken
    ///     before, or resolves names where an earlier one does not
    public void server(String uri) throws BadOptionException {
        server("-s", uri);
    }

    private void server(String option, String uri) throws BadOptionException {
        boolean remote = uri.regionMatches(true, 0, REMOTE, 0, REMOTE.length());
        ServerUri server;
        try {
            server = ServerUri.parse(remote ? "socks5://" + uri.substring(REMOTE.length()) : uri);
        } catch (ServerUri.MalformedException e) {
            throw bad(option, withoutPassword(uri), e.reason() + "; " + advice(e));
        }
        if (servers.contains(server)) {
            throw bad(option, uri, "this server is given twice");
        }
        boolean resolves =
                remote
                        || server.kind().alwaysResolves()
                        || server.address() instanceof ServerAddress.Unix;
        if (!servers.isEmpty() && resolves != remoteDns) {
            throw bad(option, uri, TWO_WAYS);
        }
        servers.add(server);
        remoteDns = resolves;
    }

    /// An option has one scheme more than a file.
    private static String advice(ServerUri.MalformedException e) {
        return e.advice().startsWith("the schemes are")
                ? e.advice() + ", and socks5h, with which the server resolves names"
                : e.advice();
    }

    /// What may be a login is hidden, with and without a scheme before it.
    private static String withoutPassword(String uri) {
        int at = uri.lastIndexOf('@');
        int scheme = uri.indexOf("://");
        int colon = uri.indexOf(':', scheme < 0 ? 0 : scheme + 3);
        return colon < 0 || colon > at
                ? uri
                : uri.substring(0, colon + 1) + "********" + uri.substring(at);
    }

    private static BadOptionException bad(String option, String value, String message) {
        return new BadOptionException(option + " " + Printable.of(value) + ": " + message);
    }

    /// Takes what is reached without the server.
    ///
    /// @param what a network or a host pattern, as `local` has them
    /// @throws BadOptionException if it is neither
    public void direct(String what) throws BadOptionException {
        direct("--direct", what);
    }

    private void direct(String option, String what) throws BadOptionException {
        if (what.indexOf(',') >= 0) {
            throw bad(option, what, "this is more than one; write the option for each");
        }
        String value = isAddress(what) ? network(what) : what;
        ConfFile line = ConfParser.parseText("", "local = " + value + "\n");
        if (!line.problems().isEmpty()) {
            throw bad(option, what, line.problems().getFirst().message());
        }
        if (what.isEmpty()
                || what.chars().anyMatch(Character::isWhitespace)
                || line.statements().size() != 1
                || !isLocal(line.statements().getFirst())) {
            throw bad(option, what, "this is neither a network nor a host name");
        }
        direct.add(value);
    }

    /// The meaning of a word of `no_proxy`, or of `*`, which counts only as the whole of it.
    ///
    /// @return networks and host patterns, as `local` has them; none for a word that names nothing
    /// @throws BadOptionException if no policy can say it, or curl finds no host that is spelled so
    public static List<String> exceptions(String word) throws BadOptionException {
        if (!word.equals("*") && ProxyVariables.isLiteral(word)) {
            throw new BadOptionException(
                    "curl compares " + word + " letter by letter with the host, and none is so");
        }
        PolicyOptions options = new PolicyOptions();
        for (String what : ProxyVariables.exception(word)) {
            options.direct("no_proxy", what);
        }
        return List.copyOf(options.direct);
    }

    private static boolean isLocal(Statement statement) {
        return statement instanceof Statement.Local || statement instanceof Statement.LocalHosts;
    }

    private static boolean isAddress(String text) {
        return Address.parse(text).isPresent();
    }

    private static String network(String address) {
        return address + (address.indexOf(':') >= 0 ? "/128" : "/32");
    }

    /// Takes the server and the exceptions of `all_proxy` and `no_proxy`.
    ///
    /// @param environment with these names in lower or upper case; lower case counts if both are
    ///     there, as in curl
    /// @return the variables with a password of the server, under the name under which the client
    ///     looks for it
    /// @throws BadOptionException if there is no server, or a variable says what no policy can
    public Map<String, String> environment(Map<String, String> environment)
            throws BadOptionException {
        ProxyVariables variables = ProxyVariables.of(environment);
        server("all_proxy", variables.server());
        for (String what : variables.exceptions()) {
            direct("no_proxy", what);
        }
        return variables.password();
    }

    /// The tsocks.conf.
    ///
    /// @param resolver asked for the addresses of a server given by name
    /// @throws BadOptionException if there is no server, or its name has no address
    public String text(Resolver resolver) throws BadOptionException {
        requireServer();
        StringBuilder text = new StringBuilder();
        direct.forEach(what -> line(text, "local", what, ""));
        for (ServerUri server : servers) {
            way(text, server, resolver);
        }
        servers.forEach(server -> line(text, "server", server.toString(), ""));
        if (remoteDns) {
            line(text, "remote_dns", "yes", "");
        }
        return text.toString();
    }

    private void requireServer() throws BadOptionException {
        if (servers.isEmpty()) {
            throw new BadOptionException("there is no server; name one with -s socks5://HOST:PORT");
        }
    }

    /// A local line for each address of a server that is not on this machine.
    private static void way(StringBuilder text, ServerUri server, Resolver resolver)
            throws BadOptionException {
        if (!(server.address() instanceof ServerAddress.Inet(String host, int ignored))) {
            return;
        }
        boolean named = !isAddress(host);
        for (Address address : addresses(host, resolver)) {
            if (!address.isLoopback()) {
                line(text, "local", network(address.toString()), named ? host : "");
            }
        }
    }

    private static List<Address> addresses(String host, Resolver resolver)
            throws BadOptionException {
        try {
            List<Address> known = Address.parse(host).stream().toList();
            return known.isEmpty()
                    ? resolver.withoutOnions().resolve(host).stream().map(Address::of).toList()
                    : known;
        } catch (UnknownHostException e) {
            throw new BadOptionException(
                    Policy.isOnion(host)
                            ? "the name of the server "
                                    + host
                                    + " must not be resolved here (RFC 7686); write a tsocks.conf"
                                    + " with chain = yes and reaches = .onion in the path of a Tor"
                                    + " server"
                            : "the name of the server "
                                    + host
                                    + " does not resolve here; check its spelling, or write its"
                                    + " address");
        }
    }

    private static void line(StringBuilder text, String name, String value, String comment) {
        text.append(name).append(" = ").append(value);
        if (!comment.isEmpty()) {
            text.append(" # ").append(comment);
        }
        text.append('\n');
    }
}
