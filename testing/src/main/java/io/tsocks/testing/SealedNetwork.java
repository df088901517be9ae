package io.tsocks.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Two network namespaces and a cable between them. The program under test runs in the inner one,
/// whose default routes (IPv4 and IPv6) lead to the outer one. There, only the ports for servers
/// are open ([#withRelays] adds those for datagrams). Every other packet that arrives is counted
/// and dropped, except the neighbour discovery of IPv6. Needs root.
public final class SealedNetwork implements AutoCloseable {

    /// The address where the servers listen.
    public static final String SERVER = "10.203.0.1";

    /// Its IPv6 address.
    public static final String SERVER6 = "fd0c:203::1";

    /// The port of the first server.
    public static final int PORT = 1080;

    /// How many servers there may be, each at the next port.
    public static final int SERVERS = 6;

    private static final String INSIDE = "10.203.0.2";
    private static final String INSIDE6 = "fd0c:203::2";
    private static final String INSIDE_MAC = "02:00:00:00:00:02";
    private static final String OUTSIDE_MAC = "02:00:00:00:00:01";
    private static final Pattern PACKETS = Pattern.compile("packets (\\d+)");

    private static final String RULES =
            """
            table inet sealed {
              counter server { }
              counter elsewhere { }
              set strays4 {
                type ipv4_addr . inet_proto . inet_service
                flags dynamic
                size 1000
              }
              set strays6 {
                type ipv6_addr . inet_proto . inet_service
                flags dynamic
                size 1000
              }
              chain arriving {
                type filter hook prerouting priority -300; policy accept;
                iifname != "outside" accept
                icmpv6 type { 130, 131, 132, 133, 134, 135, 136, 143 } accept
                ip daddr %1$s tcp dport %3$d-%4$d counter name server accept
                ip6 daddr %2$s tcp dport %3$d-%4$d counter name server accept
                counter name elsewhere
                meta nfproto ipv4 add @strays4 { ip daddr . meta l4proto . th dport } drop
                meta nfproto ipv6 add @strays6 { ip6 daddr . meta l4proto . th dport } drop
              }
            }
            """
                    .formatted(SERVER, SERVER6, PORT, PORT + SERVERS - 1);

    private final NetworkNamespace inside;
    private final NetworkNamespace outside;

    private SealedNetwork(NetworkNamespace inside, NetworkNamespace outside) {
        this.inside = inside;
        this.outside = outside;
    }

    /// Makes the namespaces, the cable, the routes and the counters.
    public static SealedNetwork create() {
        SealedNetwork network =
                new SealedNetwork(NetworkNamespace.create(), NetworkNamespace.create());
        network.connect();
        return network;
    }

    /// Opens the addresses of the servers for datagrams, too, because each of their relays has a
    /// port of its own, and for the answer of the kernel to those that come late.
    public SealedNetwork withRelays() {
        accept("ip", SERVER, "udp", "dport", "1024-65535");
        accept("ip", SERVER, "icmp", "type", "destination-unreachable");
        accept("ip6", SERVER6, "udp", "dport", "1024-65535");
        accept("ip6", SERVER6, "icmpv6", "type", "destination-unreachable");
        return this;
    }

    private void accept(String version, String server, String... what) {
        List<String> words = new ArrayList<>(List.of("nft", "insert", "rule", "inet", "sealed"));
        words.addAll(List.of("arriving", "iifname", "outside", version, "daddr", server));
        words.addAll(List.of(what));
        words.add("accept");
        outside.command(words.toArray(String[]::new)).run();
    }

    /// The namespace of the program under test.
    public NetworkNamespace inside() {
        return inside;
    }

    /// The namespace of the SOCKS server and the targets.
    public NetworkNamespace outside() {
        return outside;
    }

    /// The place for the first server.
    public Place server() {
        return server(0);
    }

    /// The place for a server.
    ///
    /// @param number from 0 below [#SERVERS]
    public Place server(int number) {
        return new Place(outside, SERVER, PORT + Objects.checkIndex(number, SERVERS));
    }

    /// How many packets from inside went to the servers.
    public long packetsToServer() {
        return packets("server");
    }

    /// How many packets from inside went anywhere else: 0 if nothing leaks.
    public long packetsElsewhere() {
        return packets("elsewhere");
    }

    /// The destinations of those packets, for people: address, protocol and port of each.
    public String strays() {
        return list("set", "strays4") + list("set", "strays6");
    }

    @Override
    public void close() {
        inside.close();
        outside.close();
    }

    /// Connects the namespaces. Each end of the cable is told the other's address, so that no
    /// packet waits for neighbour discovery or is lost to it.
    private void connect() {
        withoutDuplicateDetection(inside);
        withoutDuplicateDetection(outside);
        inside.ip(
                "link",
                "add",
                "cable",
                "address",
                INSIDE_MAC,
                "type",
                "veth",
                "peer",
                "name",
                "outside",
                "address",
                OUTSIDE_MAC,
                "netns",
                outside.name());
        inside.ip("addr", "add", INSIDE + "/24", "dev", "cable");
        inside.ip("addr", "add", INSIDE6 + "/64", "dev", "cable");
        outside.ip("addr", "add", SERVER + "/24", "dev", "outside");
        outside.ip("addr", "add", SERVER6 + "/64", "dev", "outside");
        outside.command("nft", "-f", "-").reading(RULES).run();
        outside.ip("link", "set", "outside", "up");
        inside.ip("link", "set", "cable", "up");
        for (String server : List.of(SERVER, SERVER6)) {
            inside.ip("route", "add", "default", "via", server);
            inside.ip("neigh", "replace", server, "lladdr", OUTSIDE_MAC, "dev", "cable");
        }
        for (String client : List.of(INSIDE, INSIDE6)) {
            outside.ip("neigh", "replace", client, "lladdr", INSIDE_MAC, "dev", "outside");
        }
    }

    private static void withoutDuplicateDetection(NetworkNamespace namespace) {
        namespace.command("sh", "-c", "echo 0 >/proc/sys/net/ipv6/conf/default/accept_dad").run();
    }

    private long packets(String counter) {
        String text = list("counter", counter);
        Matcher matcher = PACKETS.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no packet count in " + text);
        }
        return Long.parseLong(matcher.group(1));
    }

    private String list(String kind, String name) {
        return outside.command("nft", "list", kind, "inet", "sealed", name).run();
    }
}
