package io.tsocks.convert;

import io.tsocks.engine.Action;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.HostReach;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.Reach;
import io.tsocks.engine.Rule;
import io.tsocks.engine.Upstream;
import io.tsocks.net.Address;
import io.tsocks.net.HostName;
import io.tsocks.net.HostPattern;
import io.tsocks.net.Network;
import io.tsocks.net.PortRange;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Writes a policy as a proxy auto-configuration: the function asks what the policy asks, in the
/// same order.
final class ToPac {

    private static final int LAST_PORT = 65535;

    private static final String HEAD =
            """
            // Made by tsocks-validate convert --to pac.
            //
            // A port without a listener stands for what is refused: nothing falls back to DIRECT.
            var REFUSED = "PROXY 127.0.0.1:9";

            function FindProxyForURL(url, host) {
                var name = host.toLowerCase().replace(/^\\[|\\]$/g, "").replace(/\\.$/, "");
                var port = portOf(url);
                var isAddress = /^\\d{1,3}(\\.\\d{1,3}){3}$/.test(name);

            """;

    private static final String TAIL =
            """
            }

            function portOf(url) {
                var parts = /^([^:]+):\\/\\/(?:[^\\/?#]*@)?(?:\\[[^\\]]*\\]|[^:\\/?#]*)(?::(\\d+))?/.exec(url);
                var usual = { http: 80, ws: 80, https: 443, wss: 443, ftp: 21 };
                return parts === null ? 0 : Number(parts[2] || usual[parts[1].toLowerCase()] || 0);
            }
            """;

    private final Policy policy;
    private final PolicyEngine engine;
    private final Places places;
    private final Remarks remarks;
    private final PacServers servers;
    private final StringBuilder out = new StringBuilder(HEAD);

    ToPac(Policy policy, Places places, Remarks remarks) {
        this.policy = policy;
        this.engine = PolicyEngine.of(policy);
        this.places = places;
        this.remarks = remarks;
        this.servers = new PacServers(policy, places, remarks);
    }

    String text() {
        ip6();
        line(1, "if (!isAddress) {");
        names();
        line(1, "}");
        blank();
        line(1, "var address = isAddress ? name : dnsResolve(name);");
        line(1, "if (!address) {");
        line(2, "return " + PacServers.REFUSED + ";");
        line(1, "}");
        addresses();
        sayAddressesOfNames();
        line(1, "return " + PacServers.result(action(policy.last(), new Address.Ip4(0))) + ";");
        servers.report();
        return out.append(TAIL).toString();
    }

    private void line(int depth, String text) {
        out.append("    ".repeat(depth)).append(text).append('\n');
    }

    private void blank() {
        out.append('\n');
    }

    private Action action(Rule rule, Address family) {
        return servers.only(policy.decide(rule, family).action());
    }

    /// A server of SOCKS 4 takes no name, wherever the name would be resolved.
    private Action ofName(Rule rule) {
        Action action = action(rule, new Address.Ip4(0));
        return action instanceof Action.Via(Upstream upstream)
                ? upstream.only(server -> server.kind().carriesNames())
                        .<Action>map(Action.Via::new)
                        .orElse(new Action.Refused(Action.Reason.NAME_OVER_SOCKS4, ""))
                : action;
    }

    /// The functions of PAC know no IPv6.
    private void ip6() {
        boolean speaks = policy.speaksOfIp6();
        if (speaks) {
            line(1, "// PAC has no networks of IPv6, so an IPv6 address is refused.");
            sayIp6();
        }
        Address any = Address.of(0x2000_0000_0000_0000L, 0);
        line(1, "if (name.indexOf(\":\") >= 0) {");
        line(2, "if (name == \"::1\") {");
        line(3, "return " + PacServers.DIRECT + ";");
        line(2, "}");
        String answer = speaks ? PacServers.REFUSED : PacServers.result(action(policy.last(), any));
        line(2, "// ::ffff:10.1.2.3 is an IPv4 address");
        line(
                2,
                "return name.indexOf(\"::ffff:\") == 0 ? "
                        + PacServers.REFUSED
                        + " : "
                        + answer
                        + ";");
        line(1, "}");
    }

    private void sayIp6() {
        policy.locals().stream()
                .filter(
                        local ->
                                local.network() instanceof Network.Ip6
                                        && !local.origin().isBuiltIn())
                .forEach(local -> sayIp6(places.of(local.origin())));
        policy.paths().stream()
                .flatMap(path -> path.reaches().stream())
                .filter(reach -> reach.network() instanceof Network.Ip6)
                .forEach(reach -> sayIp6(places.of(reach.origin())));
    }

    private void sayIp6(Word where) {
        remarks.lost(where, "PAC has no networks of IPv6", "IPv6 addresses in URLs are refused");
    }

    private void names() {
        line(2, "// what ends in a number is no name, but an address that is none");
        line(2, "var isNumber = /(^|\\.)(0x[0-9a-f]*|\\d+)$/.test(name);");
        answer(2, "isNumber || !/^[\\w-]+(\\.[\\w-]+)*$/.test(name)", PacServers.REFUSED);
        answer(2, "name == \"localhost\" || dnsDomainIs(name, \".localhost\")", PacServers.DIRECT);
        line(2, "// .onion is for Tor alone (RFC 7686)");
        line(2, "var isOnion = dnsDomainIs(name, \".onion\");");
        line(2, "var direct = isOnion ? " + PacServers.REFUSED + " : " + PacServers.DIRECT + ";");
        for (Rule.LocalHosts local : policy.localHosts()) {
            answer(2, condition(local.hosts()), "direct");
        }
        for (Rule.Path path : policy.paths().reversed()) {
            for (HostReach reach : path.hosts()) {
                answer(2, and(condition(reach.hosts()), reach.ports()), ofName(ofName(path)));
            }
        }
        otherNames(probe());
        answer(2, "isOnion", PacServers.REFUSED);
    }

    /// Names below .onion are never direct.
    private static String ofName(Action action) {
        String result = PacServers.result(action);
        return result.equals(PacServers.DIRECT) ? "direct" : result;
    }

    private void answer(int depth, String condition, String result) {
        line(depth, "if (" + condition + ") {");
        line(depth + 1, "return " + result + ";");
        line(depth, "}");
    }

    private static String condition(HostPattern hosts) {
        return switch (hosts) {
            case HostPattern.Exact(HostName name) -> "name == \"" + name + "\"";
            case HostPattern.Tree(HostName name) ->
                    "name == \"" + name + "\" || dnsDomainIs(name, \"." + name + "\")";
            case HostPattern.Below(HostName name) -> "dnsDomainIs(name, \"." + name + "\")";
            case HostPattern.Every _ -> "true";
        };
    }

    private static String and(String condition, PortRange ports) {
        return ports.equals(PortRange.ANY) ? condition : "(" + condition + ") && " + within(ports);
    }

    private static String within(PortRange ports) {
        return ports.first() == ports.last()
                ? "port == " + ports.first()
                : "port >= " + ports.first() + " && port <= " + ports.last();
    }

    /// A name that no line names, except for those that name all.
    private String probe() {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "n.n" + i)
                .filter(name -> patterns().noneMatch(hosts -> isListed(hosts, name)))
                .findFirst()
                .orElseThrow();
    }

    private Stream<HostPattern> patterns() {
        return Stream.concat(
                policy.localHosts().stream().map(Rule.LocalHosts::hosts),
                reaches().map(HostReach::hosts));
    }

    private Stream<HostReach> reaches() {
        return policy.paths().stream().flatMap(path -> path.hosts().stream());
    }

    private static boolean isListed(HostPattern hosts, String name) {
        return !(hosts instanceof HostPattern.Every) && hosts.matches(new HostName(name));
    }

    /// The ports from which on other names may have another answer.
    private int[] edges() {
        IntStream ofAllNames =
                reaches()
                        .filter(reach -> reach.hosts() instanceof HostPattern.Every)
                        .map(HostReach::ports)
                        .flatMapToInt(ports -> IntStream.of(ports.first(), ports.last() + 1));
        return IntStream.concat(
                        IntStream.of(0), IntStream.concat(engine.edgesOfOtherNames(), ofAllNames))
                .filter(port -> port <= LAST_PORT)
                .sorted()
                .distinct()
                .toArray();
    }

    /// What is said of names that no line names, where no address is needed.
    private void otherNames(String probe) {
        int[] edges = edges();
        int start = 0;
        for (int i = 1; i <= edges.length; i++) {
            String said = said(probe, edges[start]);
            if (i == edges.length || !said.equals(said(probe, edges[i]))) {
                int last = i < edges.length ? edges[i] - 1 : LAST_PORT;
                otherNames(said, edges[start], last);
                start = i;
            }
        }
    }

    private void otherNames(String said, int first, int last) {
        if (said.isEmpty()) {
            return;
        }
        boolean always = first == 0 && last == LAST_PORT;
        answer(2, always ? "true" : "port >= " + first + " && port <= " + last, said);
    }

    private String said(String probe, int port) {
        return switch (engine.decide(probe, port)) {
            case HostDecision.Decided decided -> ofName(servers.only(decided.decision().action()));
            case HostDecision.NeedsAddress _ -> "";
        };
    }

    /// The browser resolves the name again when it connects.
    private void sayAddressesOfNames() {
        policy.locals().stream()
                .filter(local -> local.network() instanceof Network.Ip4)
                .filter(local -> !local.origin().isBuiltIn())
                .findFirst()
                .ifPresent(
                        local ->
                                remarks.lost(
                                        places.of(local.origin()),
                                        "PAC asks only for the IPv4 addresses of a name",
                                        "a browser may use an IPv6 address of a local name"));
    }

    private void addresses() {
        for (Rule.Local local : policy.locals()) {
            if (local.network() instanceof Network.Ip4 ip4) {
                answer(1, in(ip4), PacServers.DIRECT);
            }
        }
        for (Rule.Path path : policy.paths().reversed()) {
            for (Reach reach : path.reaches()) {
                if (reach.network() instanceof Network.Ip4 ip4) {
                    String ports =
                            reach.ports().equals(PortRange.ANY)
                                    ? ""
                                    : " && " + within(reach.ports());
                    answer(1, in(ip4) + ports, PacServers.result(action(path, new Address.Ip4(0))));
                }
            }
        }
    }

    private static String in(Network.Ip4 network) {
        return "isInNet(address, \""
                + Network.Ip4.dotted(network.address())
                + "\", \""
                + Network.Ip4.dotted(network.mask())
                + "\")";
    }
}
