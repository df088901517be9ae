package io.tsocks.convert;

import io.tsocks.net.Address;
import io.tsocks.net.HostName;
import io.tsocks.net.HostPattern;
import io.tsocks.net.Network;
import io.tsocks.net.PortRange;
import io.tsocks.net.ServerKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the file of Dante's client, as Dante 1.4 does: a direct route comes before all others,
/// then those with SOCKS 4, then those with SOCKS 5 only, and last those with HTTP; among equals
/// the first that matches.
final class FromDante {

    private static final Set<String> ANYWHERE =
            Set.of("0.0.0.0/0", "0/0", "::/0", "0.0.0.0/0.0.0.0", "0");

    private final Remarks remarks;
    private final ConfDraft draft;
    private final List<DanteRoute> routes = new ArrayList<>();

    FromDante(Remarks remarks, ConfDraft draft) {
        this.remarks = remarks;
        this.draft = draft;
    }

    void read(String text) {
        routes(DanteWords.of(text));
        routes.stream().filter(DanteRoute::isDirect).forEach(this::direct);
        List<DanteRoute> proxied =
                Stream.of("socks_v4", "socks_v5", "http")
                        .flatMap(
                                protocol ->
                                        routes.stream()
                                                .filter(route -> !route.isDirect())
                                                .filter(
                                                        route ->
                                                                route.firstProtocol()
                                                                        .equals(protocol)))
                        .toList();
        // the path that is declared last is asked first
        proxied.reversed().forEach(this::proxied);
        routes.stream()
                .filter(route -> !route.isDirect() && route.firstProtocol().isEmpty())
                .forEach(this::unknownProtocol);
        remarks.note(
                Remarks.WHOLE_FILE,
                "Dante adds direct routes for the networks of this machine's interfaces",
                "what no line names is refused");
    }

    private void routes(List<Word> words) {
        int at = 0;
        while (at < words.size()) {
            Word word = words.get(at++);
            if (word.text().equals("route") && at < words.size() && isOpening(words.get(at))) {
                DanteRoute route = new DanteRoute(word, new LinkedHashMap<>(), new ArrayList<>());
                at = route(route, words, at + 1);
                if (isWhole(route)) {
                    routes.add(route);
                }
            } else if (word.text().endsWith(":")) {
                at = setting(word, words, at);
            }
        }
    }

    private static boolean isOpening(Word word) {
        return word.text().equals("{");
    }

    /// Dante runs nothing with a file that has such a route.
    private boolean isWhole(DanteRoute route) {
        Optional<Word> unknown = route.unknown();
        unknown.ifPresent(
                word ->
                        remarks.lost(
                                word,
                                "Dante does not know " + word.text() + " here",
                                "the route is left out, and what it is for is refused"));
        boolean hasTarget = !route.get("to").isEmpty();
        if (unknown.isEmpty() && !hasTarget) {
            remarks.lost(
                    route.where(),
                    "a route of Dante says with `to:` what it is for",
                    "the route is left out");
        }
        return unknown.isEmpty() && hasTarget;
    }

    private int route(DanteRoute route, List<Word> words, int start) {
        int at = start;
        List<Word> values = route.settings().computeIfAbsent("", _ -> new ArrayList<>());
        while (at < words.size() && !words.get(at).text().equals("}")) {
            Word word = words.get(at++);
            if (word.text().endsWith(":")) {
                String keyword = word.text().substring(0, word.text().length() - 1);
                values = route.settings().computeIfAbsent(keyword, _ -> new ArrayList<>());
                route.keywords().add(word);
            } else {
                values.add(word);
            }
        }
        return at + 1;
    }

    private int setting(Word name, List<Word> words, int start) {
        int at = start;
        List<String> values = new ArrayList<>();
        while (at < words.size()
                && !words.get(at).text().endsWith(":")
                && !words.get(at).text().equals("route")) {
            values.add(words.get(at++).text());
        }
        setting(name, values);
        return at;
    }

    private void setting(Word name, List<String> values) {
        if (name.text().equals("resolveprotocol:")) {
            resolve(name, values);
        } else {
            remarks.note(name, name.text().replace(":", "") + " is not about routes", "");
        }
    }

    private void resolve(Word where, List<String> values) {
        if (values.contains("fake")) {
            draft.setting("remote_dns = yes");
        } else if (values.contains("tcp")) {
            remarks.note(where, "questions to name servers are an option: tsocks --dns=tcp", "");
        }
    }

    private void direct(DanteRoute route) {
        boolean everyPort = route.texts("to").size() <= 1;
        if (!isUsable(route, "it goes to a server, or is refused")) {
            return;
        }
        if (!everyPort) {
            remarks.lost(
                    route.place("to"),
                    "what is local is local on every port",
                    "it goes to a server, or is refused");
        } else {
            local(route);
        }
    }

    private void local(DanteRoute route) {
        Word to = route.place("to");
        List<String> locals = targets(to, to.text());
        locals.forEach(draft::local);
    }

    /// Whether a route is about connections that tsocks makes.
    private boolean isUsable(DanteRoute route, String instead) {
        List<String> from = route.texts("from");
        if (!from.isEmpty() && !(from.size() == 1 && ANYWHERE.contains(from.getFirst()))) {
            remarks.lost(
                    route.place("from"),
                    "tsocks does not ask where a connection comes from",
                    instead);
            return false;
        }
        List<String> commands = route.texts("command");
        List<String> protocols = route.texts("protocol");
        boolean connects = commands.isEmpty() || commands.contains("connect");
        if (!connects || !(protocols.isEmpty() || protocols.contains("tcp"))) {
            remarks.lost(
                    connects ? route.place("protocol") : route.place("command"),
                    "the route is for no TCP connections that a program makes",
                    "it is left out");
            return false;
        }
        return true;
    }

    /// What a `to` names, as `local` and `reaches` have it.
    private List<String> targets(Word where, String text) {
        if (text.equals(".")) {
            return List.of("*");
        }
        Optional<Network> network = network(text);
        if (network.isPresent()) {
            return List.of(network.get().toString());
        }
        try {
            HostPattern pattern = HostPattern.parse(text);
            if (text.indexOf('.') >= 0) {
                return List.of(pattern.toString());
            }
        } catch (HostName.MalformedException _) {
            // it may be the name of an interface
        }
        remarks.lost(
                where,
                text + " is neither a network nor a host name, but perhaps an interface",
                "the route is left out");
        return List.of();
    }

    private static Optional<Network> network(String text) {
        if (text.equals("0/0") || text.equals("0")) {
            return Optional.of(new Network.Ip4(0, 0));
        }
        int slash = text.indexOf('/');
        return slash < 0
                ? Address.parse(text).map(ConfDraft::networkOf)
                : Hosts.network(text.substring(0, slash), text.substring(slash + 1));
    }

    private void unknownProtocol(DanteRoute route) {
        remarks.lost(
                route.place("proxyprotocol"),
                "tsocks does not speak this protocol",
                "the route is left out, and what it is for is refused");
    }

    private void proxied(DanteRoute route) {
        Optional<Server> server = server(route);
        if (!isUsable(route, "the route is left out") || server.isEmpty()) {
            return;
        }
        Word to = route.place("to");
        List<Word> after = route.get("to").stream().skip(1).toList();
        Optional<List<PortRange>> ports = DantePorts.of(after);
        if (ports.isEmpty()) {
            remarks.lost(to, "these ports are none", "the route is left out");
            return;
        }
        List<String> reaches = new ArrayList<>();
        for (String target : targets(to, to.text())) {
            ports.get().forEach(range -> reaches.add(reaches(target, range)));
        }
        method(route);
        if (!reaches.isEmpty()) {
            draft.path(reaches, route.place("via"), server.get());
        }
    }

    private static String reaches(String target, PortRange ports) {
        try {
            Optional<Network> network = network(target);
            return network.isPresent()
                    ? ConfDraft.reaches(network.get(), ports)
                    : ConfDraft.reaches(HostPattern.parse(target), ports);
        } catch (HostName.MalformedException e) {
            throw new IllegalStateException("it was one before", e);
        }
    }

    private void method(DanteRoute route) {
        List<Word> methods = new ArrayList<>(route.get("method"));
        methods.addAll(route.get("socksmethod"));
        for (Word method : methods) {
            switch (method.text()) {
                case "username" ->
                        remarks.note(
                                method,
                                "Dante takes the login from SOCKS_USERNAME and SOCKS_PASSWORD",
                                "set TSOCKS_USERNAME and TSOCKS_PASSWORD for the run");
                case "none" -> {}
                case "gssapi" ->
                        remarks.lost(
                                method,
                                "Dante's method gssapi does not say how data is protected",
                                "write `gssapi = confidentiality` (or integrity) beside the server");
                default ->
                        remarks.lost(
                                method,
                                "a program under tsocks does not log in by " + method.text(),
                                "the server may refuse");
            }
        }
    }

    private Optional<Server> server(DanteRoute route) {
        List<String> via = route.texts("via");
        Optional<List<PortRange>> ports = DantePorts.of(route.get("via").stream().skip(1).toList());
        boolean single =
                ports.isPresent()
                        && ports.get().size() == 1
                        && ports.get().getFirst().first() == ports.get().getFirst().last();
        if (via.isEmpty() || !single || Hosts.endpoint(via.getFirst()).isEmpty()) {
            remarks.lost(
                    route.place("via"),
                    "this is no host and port of a server",
                    "the route is left out, and what it is for is refused");
            return Optional.empty();
        }
        List<String> protocols = route.proxyProtocols();
        ServerKind scheme =
                protocols.contains("socks_v5")
                        ? ServerKind.SOCKS5
                        : protocols.contains("socks_v4") ? ServerKind.SOCKS4 : ServerKind.HTTP;
        return Optional.of(Server.of(scheme, via.getFirst(), ports.get().getFirst().first()));
    }
}
