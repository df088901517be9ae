package io.tsocks.convert;

import io.tsocks.net.Address;
import io.tsocks.net.Network;
import io.tsocks.net.PortRange;
import io.tsocks.net.Selection;
import io.tsocks.net.ServerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads a proxychains.conf, as proxychains-ng 4 does.
final class FromProxychains {

    private static final Word NONE = Remarks.WHOLE_FILE;
    private static final int USUAL_SUBNET = 224;

    /// What a list of proxies means.
    private enum Chain {
        STRICT,
        DYNAMIC,
        RANDOM,
        ROUND_ROBIN
    }

    private final Remarks remarks;
    private final ConfDraft draft;
    private final List<Word> localnets = new ArrayList<>();
    private final List<Word> dnats = new ArrayList<>();
    private final List<ProxychainsProxy> proxies = new ArrayList<>();
    private Chain chain = Chain.DYNAMIC;
    private Word chainLine = NONE;
    private int length = 1;
    private int subnet = USUAL_SUBNET;
    private boolean names;
    private boolean broken;

    FromProxychains(Remarks remarks, ConfDraft draft) {
        this.remarks = remarks;
        this.draft = draft;
    }

    void read(String text) {
        readLines(text);
        localnets.forEach(this::localnet);
        dnats.forEach(this::dnat);
        loopback();
        server();
    }

    private void readLines(String text) {
        boolean list = false;
        for (Word line : Word.lines(text, "#")) {
            if (list) {
                proxy(line);
            } else if (line.text().equals("[ProxyList]")) {
                list = true;
            } else {
                setting(line);
            }
        }
    }

    private void setting(Word line) {
        String text = line.text();
        String name = line.split().getFirst().text();
        switch (name) {
            case "strict_chain" -> chain(line, Chain.STRICT);
            case "dynamic_chain" -> chain(line, Chain.DYNAMIC);
            case "random_chain" -> chain(line, Chain.RANDOM);
            case "round_robin_chain" -> chain(line, Chain.ROUND_ROBIN);
            case "proxy_dns", "proxy_dns_old" -> names = true;
            case "proxy_dns_daemon" -> {
                names = true;
                remarks.note(line, "tsocks needs no daemon for names", "");
            }
            case "quiet_mode" -> remarks.note(line, "how much is said is an option: tsocks -q", "");
            case "localnet" -> localnets.add(line);
            case "dnat" -> dnats.add(line);
            case "remote_dns_subnet" -> subnet(line);
            case "tcp_read_time_out", "tcp_connect_time_out" ->
                    remarks.note(line, "tsocks.conf has no times for connects", "");
            default -> {
                if (text.startsWith("chain_len")) {
                    length(line);
                } else {
                    remarks.note(line, "proxychains does not know '" + name + "', either", "");
                }
            }
        }
    }

    private void chain(Word line, Chain kind) {
        chain = kind;
        chainLine = line;
    }

    private void length(Word line) {
        int equals = line.text().indexOf('=');
        OptionalInt number = Hosts.number(line.from(equals + 1).text(), 1_000_000);
        if (equals < 0 || number.isEmpty()) {
            unreadable(line);
        } else {
            length = Math.max(1, number.getAsInt());
        }
    }

    private void subnet(Word line) {
        List<Word> words = line.split();
        OptionalInt number =
                words.size() > 1 ? Hosts.number(words.get(1).text(), 255) : OptionalInt.empty();
        if (number.isEmpty()) {
            unreadable(line);
            return;
        }
        subnet = number.getAsInt();
        if (subnet != USUAL_SUBNET) {
            remarks.note(
                    line,
                    "the addresses that stand for names are an option: tsocks --fake-net "
                            + subnet
                            + ".0.0.0/8",
                    "");
        }
    }

    /// A line for which proxychains ends at once.
    private void unreadable(Word line) {
        broken = true;
        remarks.lost(line, "proxychains cannot read this line, and runs nothing", refused());
    }

    private static String refused() {
        return "there is no server, so what is not local is refused";
    }

    private void localnet(Word line) {
        List<Word> words = line.split();
        String value = words.size() == 2 ? words.get(1).text() : "";
        int slash = value.indexOf('/');
        if (slash < 0) {
            unreadable(line);
            return;
        }
        String address = value.substring(0, slash);
        Optional<Network> network = Hosts.network(bare(address), value.substring(slash + 1));
        if (hasPort(address)) {
            viaServer(line, "a local network of tsocks.conf has no ports");
        } else if (network.isEmpty()) {
            viaServer(line, value + " is no network that tsocks.conf can say");
        } else if (isFake(network.get())) {
            viaServer(line, "remote_dns_subnet takes addresses of this network for names");
        } else {
            local(line, network.get(), value);
        }
    }

    private void local(Word line, Network network, String value) {
        if (value.endsWith(".0.0.0.0/0") || value.equals("0.0.0.0/0")) {
            viaServer(line, "proxychains shifts by 32 bits for /0, which may mean anything");
        } else if (dnats.stream().anyMatch(dnat -> isFor(dnat, network))) {
            viaServer(line, "a dnat line is about an address of this network");
        } else {
            draft.local(network);
        }
    }

    private void viaServer(Word line, String why) {
        remarks.lost(line, why, "the network goes through the server");
    }

    private static boolean hasPort(String address) {
        int colon = address.indexOf(':');
        return address.startsWith("[")
                ? !address.endsWith("]")
                : colon >= 0 && colon == address.lastIndexOf(':');
    }

    private static String bare(String address) {
        return address.startsWith("[") && address.endsWith("]")
                ? address.substring(1, address.length() - 1)
                : address;
    }

    private boolean isFake(Network network) {
        return network instanceof Network.Ip4(int bits, int mask)
                && subnet != USUAL_SUBNET
                && ((bits ^ subnet << 24) & mask & 0xff00_0000) == 0;
    }

    private static Optional<Address> original(Word dnat) {
        List<Word> words = dnat.split();
        return words.size() < 3
                ? Optional.empty()
                : Hosts.endpoint(words.get(1).text()).flatMap(e -> Address.parse(e.host()));
    }

    private static boolean isFor(Word dnat, Network network) {
        return original(dnat).filter(network::contains).isPresent();
    }

    private void dnat(Word line) {
        Optional<Address> original = original(line);
        if (original.isEmpty() || original.get() instanceof Address.Ip6) {
            unreadable(line);
            return;
        }
        int port = Hosts.endpoint(line.split().get(1).text()).orElseThrow().port();
        remarks.lost(
                line,
                "tsocks connects to the address that a program names, and to no other",
                original.get() + " is refused, through a server that does not exist");
        draft.path(
                List.of(
                        ConfDraft.reaches(
                                ConfDraft.networkOf(original.get()),
                                port == 0 ? PortRange.ANY : new PortRange(port, port))),
                line,
                Server.NOBODY);
    }

    /// Loopback is always local.
    private void loopback() {
        boolean said =
                localnets.stream().anyMatch(line -> line.text().matches(".*\\s127\\.0\\.0\\.0/.*"));
        if (!said) {
            remarks.note(
                    NONE,
                    "proxychains sends connections to loopback through the proxy, too",
                    "they are direct, as always with tsocks");
        }
    }

    private void proxy(Word line) {
        ProxychainsProxy.of(line).ifPresentOrElse(proxies::add, () -> unreadable(line));
    }

    private void server() {
        if (proxies.isEmpty()) {
            remarks.lost(NONE, "there is no proxy in a [ProxyList]", refused());
        } else if (!broken) {
            List<Server> servers = new ArrayList<>();
            proxies.forEach(proxy -> server(proxy).ifPresent(servers::add));
            if (servers.size() == proxies.size()) {
                servers(servers);
            }
        }
    }

    private Optional<Server> server(ProxychainsProxy proxy) {
        ServerKind scheme;
        switch (proxy.type()) {
            case "socks4" -> scheme = names ? ServerKind.SOCKS4A : ServerKind.SOCKS4;
            case "socks5" -> scheme = ServerKind.SOCKS5;
            case "http" -> scheme = ServerKind.HTTP;
            case "raw" -> {
                remarks.lost(proxy.where(), "tsocks speaks no raw proxy", refused());
                return Optional.empty();
            }
            default -> {
                unreadable(proxy.where());
                return Optional.empty();
            }
        }
        return Optional.of(proxy.as(scheme));
    }

    private void servers(List<Server> servers) {
        Word first = proxies.getFirst().where();
        boolean fixed = isFixed();
        if (servers.size() == 1 && (fixed || length == 1)) {
            draft.server(first, servers.getFirst());
        } else if (fixed) {
            chain(servers);
        } else if (length > 1) {
            remarks.lost(
                    chainLine, "a chain of tsocks.conf always has the same servers", refused());
            return;
        } else if (!isGroup(servers)) {
            remarks.lost(first, "a group of servers has one login in tsocks.conf", refused());
            return;
        } else {
            group(first, servers);
        }
        if (names) {
            draft.setting("remote_dns = yes");
        }
    }

    /// Each server is reached through the one before it, and destinations through the last one.
    private void chain(List<Server> servers) {
        draft.way(proxies.getFirst().where(), servers.getFirst());
        for (int i = 1; i < servers.size(); i++) {
            Optional<String> trouble = draft.inTheWayOfChain(servers.get(i));
            boolean twice = servers.subList(0, i).stream().anyMatch(servers.get(i)::isAtPlaceOf);
            if (trouble.isPresent() || twice) {
                remarks.lost(
                        proxies.get(i).where(),
                        trouble.orElse("a server stands in a chain once in tsocks.conf"),
                        refused());
                return;
            }
        }
        if (chain == Chain.DYNAMIC) {
            remarks.lost(
                    chainLine,
                    "tsocks leaves no dead server out of a chain",
                    "all servers of the list have to answer");
        }
        for (int i = 1; i < servers.size(); i++) {
            draft.hop(proxies.get(i - 1).where(), servers.get(i - 1), servers.get(i));
        }
        draft.lastHop(proxies.getLast().where(), servers.getLast());
    }

    /// No server gets a login that is meant for another.
    private static boolean isGroup(List<Server> servers) {
        return servers.stream()
                .filter(server -> server.kind().hasLogin())
                .allMatch(server -> servers.stream().allMatch(server::sharesLogin));
    }

    /// One of them for each connection, and another one if that does not answer.
    private void group(Word where, List<Server> servers) {
        if (chain == Chain.RANDOM) {
            remarks.note(
                    chainLine,
                    "tsocks takes the servers of a group in turn, and not at random",
                    "select = round-robin");
        }
        draft.group(where, servers, Selection.ROUND_ROBIN);
    }

    private boolean isFixed() {
        return switch (chain) {
            case STRICT, DYNAMIC -> true;
            case RANDOM, ROUND_ROBIN -> false;
        };
    }
}
