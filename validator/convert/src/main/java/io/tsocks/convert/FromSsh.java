package io.tsocks.convert;

import io.tsocks.net.Address;
import io.tsocks.net.Endpoint;
import io.tsocks.net.HostName;
import io.tsocks.net.HostPattern;
import io.tsocks.net.Network;
import io.tsocks.net.PortRange;
import io.tsocks.net.ServerKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads an ssh_config: the SOCKS servers that ssh opens (`DynamicForward`), and those through
/// which it connects (`ProxyCommand`).
final class FromSsh {

    private static final int SSH_PORT = 22;

    /// The settings for some hosts. Those before the first `Host` are for all.
    private record Block(List<Word> hosts, Map<String, Word> settings, List<Word> forwards) {

        /// Whether the block is for a host, as ssh reads its patterns.
        boolean isFor(String host) {
            return hosts.stream().noneMatch(p -> p.text().startsWith("!") && glob(p.from(1), host))
                    && hosts.stream().anyMatch(p -> glob(p, host));
        }

        private static boolean glob(Word pattern, String host) {
            String regex =
                    ("\\Q" + pattern.text() + "\\E")
                            .replace("*", "\\E.*\\Q")
                            .replace("?", "\\E.\\Q");
            return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(host).matches();
        }
    }

    private final Remarks remarks;
    private final ConfDraft draft;
    private final List<Block> blocks = new ArrayList<>();

    FromSsh(Remarks remarks, ConfDraft draft) {
        this.remarks = remarks;
        this.draft = draft;
    }

    void read(String text) {
        blocks.add(block(List.of(new Word(0, 0, "*"))));
        Word.lines(text, "#").forEach(this::line);
        blocks.reversed().forEach(this::proxyCommand);
        forwards();
    }

    private static Block block(List<Word> hosts) {
        return new Block(hosts, new LinkedHashMap<>(), new ArrayList<>());
    }

    private void line(Word line) {
        String text = line.text();
        int end = 0;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        Word rest = line.from(end);
        Word value = rest.text().startsWith("=") ? rest.from(1) : rest;
        setting(text.substring(0, end).toLowerCase(Locale.ROOT), line, unquoted(value));
    }

    private static Word unquoted(Word value) {
        String text = value.text();
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? value.part(1, text.length() - 1) : value;
    }

    private void setting(String name, Word line, Word value) {
        Block block = blocks.getLast();
        switch (name) {
            case "host" -> blocks.add(block(value.split()));
            case "match" -> {
                blocks.add(block(List.of()));
                remarks.lost(
                        line, "what Match asks, ssh alone can answer", "its block is left out");
            }
            case "include" -> remarks.lost(line, "other files are not read", "it is left out");
            case "dynamicforward" -> block.forwards().add(value);
            case "proxycommand", "proxyjump" -> {
                // ssh takes whichever of the two comes first
                if (name.equals("proxyjump")) {
                    jump(value);
                }
                block.settings().putIfAbsent("proxycommand", value);
                block.settings().putIfAbsent("kind", new Word(0, 0, name));
            }
            default -> block.settings().putIfAbsent(name, value);
        }
    }

    private void jump(Word value) {
        if (!value.text().equalsIgnoreCase("none")) {
            remarks.lost(
                    value,
                    "a host of ssh is no SOCKS server (tsocks --via ssh://HOST makes one of it)",
                    "these hosts are refused, unless another line takes them");
        }
    }

    private void proxyCommand(Block block) {
        Word command = block.settings().get("proxycommand");
        Word kind = block.settings().get("kind");
        boolean jumps = kind != null && kind.text().equals("proxyjump");
        if (command == null || jumps || block.hosts().isEmpty()) {
            return;
        }
        if (command.text().equalsIgnoreCase("none")) {
            remarks.lost(
                    command,
                    "what is local is local on every port, so no line makes these hosts direct",
                    "they are refused, unless another line takes them");
            return;
        }
        Optional<Server> server = ProxyCommand.server(command);
        if (server.isEmpty()) {
            remarks.lost(
                    command,
                    "this command is none whose SOCKS server is known",
                    "these hosts are refused, unless another line takes them");
            return;
        }
        List<String> reaches = new ArrayList<>();
        block.hosts().forEach(host -> reaches.addAll(reaches(block, host)));
        if (!reaches.isEmpty()) {
            draft.path(reaches, command, server.get());
        }
    }

    private List<String> reaches(Block block, Word host) {
        String text = host.text();
        Word where = host.line() == 0 ? block.settings().getOrDefault("proxycommand", host) : host;
        if (text.startsWith("!")) {
            remarks.lost(where, "a path has no exceptions", "it goes through the server, too");
            return List.of();
        }
        boolean pattern = text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
        String name = pattern ? text : hostName(text);
        PortRange ports = ports(pattern ? block : null, text);
        Optional<List<String>> reaches =
                pattern && block.settings().containsKey("hostname")
                        ? Optional.empty()
                        : reaches(name, ports);
        if (reaches.isEmpty()) {
            remarks.lost(
                    where,
                    text + " is more than a host pattern of tsocks.conf can say",
                    "it is refused, unless another line takes it");
        }
        return reaches.orElse(List.of());
    }

    private static Optional<List<String>> reaches(String name, PortRange ports) {
        if (name.equals("*")) {
            return Optional.of(
                    List.of(
                            ConfDraft.reaches(new HostPattern.Every(), ports),
                            ConfDraft.reaches(new Network.Ip4(0, 0), ports),
                            ConfDraft.reaches(new Network.Ip6(0, 0, 0), ports)));
        }
        Optional<Address> address = Address.parse(name);
        if (address.isPresent()) {
            return Optional.of(
                    List.of(ConfDraft.reaches(ConfDraft.networkOf(address.get()), ports)));
        }
        try {
            return Optional.of(List.of(ConfDraft.reaches(HostPattern.parse(name), ports)));
        } catch (HostName.MalformedException _) {
            return Optional.empty();
        }
    }

    /// What ssh connects to for a host.
    private String hostName(String host) {
        return first("hostname", host).map(word -> word.text().replace("%h", host)).orElse(host);
    }

    private PortRange ports(@Nullable Block block, String host) {
        Optional<Word> said =
                block != null && block.settings().containsKey("port")
                        ? Optional.ofNullable(block.settings().get("port"))
                        : first("port", host);
        OptionalInt port = said.map(word -> Hosts.port(word.text())).orElse(OptionalInt.empty());
        int number = port.orElse(SSH_PORT);
        return new PortRange(number, number);
    }

    /// The first value counts, as ssh has it.
    private Optional<Word> first(String name, String host) {
        return blocks.stream()
                .filter(block -> block.isFor(host))
                .flatMap(block -> Optional.ofNullable(block.settings().get(name)).stream())
                .findFirst();
    }

    private void forwards() {
        Map<String, Word> servers = new LinkedHashMap<>();
        for (Block block : blocks.stream().filter(block -> !block.hosts().isEmpty()).toList()) {
            block.forwards().forEach(forward -> forward(forward, servers));
        }
        if (servers.size() == 1) {
            Word where = servers.values().iterator().next();
            draft.server(where, server(where).orElseThrow());
            draft.setting("remote_dns = yes");
            remarks.note(
                    where,
                    "ssh does not say who resolves names",
                    "the server does, so that no name is asked for here");
        } else if (servers.isEmpty()) {
            remarks.note(
                    Remarks.WHOLE_FILE,
                    "ssh connects directly where there is no ProxyCommand",
                    "what no path reaches is refused");
        } else {
            choose(servers);
        }
    }

    private void forward(Word forward, Map<String, Word> servers) {
        server(forward)
                .ifPresentOrElse(
                        server -> servers.putIfAbsent(server.uri(), forward),
                        () ->
                                remarks.lost(
                                        forward, "this is no address and port", "it is left out"));
    }

    private void choose(Map<String, Word> servers) {
        draft.comment("ssh opens several SOCKS servers. Put the one to use at the end:");
        servers.forEach(
                (uri, where) -> {
                    draft.comment("server = " + uri);
                    remarks.lost(
                            where,
                            "ssh opens several SOCKS servers, and does not say what each is for",
                            "none is chosen, so what no path reaches is refused");
                });
    }

    private static Optional<Server> server(Word forward) {
        String text = forward.text();
        if (Hosts.port(text).isPresent()) {
            return Optional.of(Server.of(ServerKind.SOCKS5, "127.0.0.1", Integer.parseInt(text)));
        }
        String bound = text.startsWith("*:") ? "127.0.0.1" + text.substring(1) : text;
        return Hosts.endpoint(bound)
                .filter(place -> place.port() != Endpoint.NO_PORT)
                .map(place -> Server.of(ServerKind.SOCKS5, here(place.host()), place.port()));
    }

    /// Where a server that listens on an address is reached from this machine.
    private static String here(String host) {
        return switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::" -> "::1";
            default -> host;
        };
    }
}
