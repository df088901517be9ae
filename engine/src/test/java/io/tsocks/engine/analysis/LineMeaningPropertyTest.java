package io.tsocks.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Action;
import io.tsocks.engine.HostReach;
import io.tsocks.engine.NameBasis;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.Reach;
import io.tsocks.engine.Rule;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Severity;
import io.tsocks.net.Address;
import io.tsocks.net.HostName;
import io.tsocks.net.HostPattern;
import io.tsocks.net.Network;
import io.tsocks.net.PortRange;
import io.tsocks.testing.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every address and name of a small world is tried on every port at which anything changes: what
/// is said of a line is what the lines say that are asked one after the other.
class LineMeaningPropertyTest {

    private static final int[] PORTS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 65_535};
    private static final List<String> LABELS = List.of("m", "w", "onion", "localhost");
    private static final int BASE = 0x0a000000;
    private static final long BASE_HIGH = 0x20010db8_00000000L;
    private static final int BITS = 4;

    static LongStream seeds() {
        return Seeds.first(120);
    }

    /// A file of lines that overlap in every way.
    private record World(RandomGenerator random) {

        ConfFile next() {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(7); i > 0; i--) {
                text.append(random.nextBoolean() ? "local = " + target() + "\n" : path());
            }
            text.append(random.nextBoolean() ? "fallback = yes\n" : "server = 127.0.0.9\n");
            return ConfParser.parseText("small.conf", text.toString());
        }

        private String path() {
            return IntStream.range(0, 1 + random.nextInt(4))
                    .mapToObj(_ -> "  reaches = " + withPorts(target()) + "\n")
                    .collect(Collectors.joining("", "path {\n", "  server = 127.0.0.1\n}\n"));
        }

        private String target() {
            return switch (random.nextInt(4)) {
                case 0 -> ip6();
                case 1 -> pattern();
                default -> ip4();
            };
        }

        private static String ip6(int length, long low) {
            return new Network.Ip6(BASE_HIGH, low & Network.Ip6.lowMask(length), length).toString();
        }

        private String ip6() {
            return ip6(128 - random.nextInt(BITS + 1), random.nextInt(1 << BITS));
        }

        private String ip4() {
            int mask =
                    random.nextInt(3) == 0
                            ? -1 << BITS | random.nextInt(1 << BITS)
                            : -1 << random.nextInt(BITS + 1);
            return new Network.Ip4((BASE | random.nextInt(1 << BITS)) & mask, mask).toString();
        }

        private String pattern() {
            return switch (random.nextInt(6)) {
                case 0 -> "*";
                case 1 -> name();
                case 2, 3 -> "*." + name();
                default -> "." + name();
            };
        }

        private String name() {
            String last = LABELS.get(random.nextInt(LABELS.size()));
            return random.nextBoolean() ? last : LABELS.get(random.nextInt(2)) + "." + last;
        }

        private String withPorts(String target) {
            if (random.nextInt(3) == 0) {
                return target;
            }
            int first = 1 + random.nextInt(10);
            String ports = ":" + first + "-" + (first + random.nextInt(3));
            int slash = target.indexOf('/');
            if (slash < 0) {
                return target + ports;
            }
            String address = target.substring(0, slash);
            return (address.contains(":") ? "[" + address + "]" : address)
                    + ports
                    + target.substring(slash);
        }
    }

    /// A line of a file, as the description of the language has it.
    private sealed interface Line {

        record OfAddresses(Network network, PortRange ports) implements Line {}

        record OfNames(HostPattern hosts, PortRange ports) implements Line {}
    }

    /// The lines in the order in which they are asked, by number. The last owner is 0.
    private static Map<Integer, Line> lines(Policy policy) {
        Map<Integer, Line> lines = new LinkedHashMap<>();
        policy.localHosts()
                .forEach(l -> lines.put(l.line(), new Line.OfNames(l.hosts(), PortRange.ANY)));
        policy.locals().stream()
                .filter(local -> local.line() != 0)
                .forEach(
                        l -> lines.put(l.line(), new Line.OfAddresses(l.network(), PortRange.ANY)));
        for (Rule.Path path : policy.paths().reversed()) {
            for (HostReach to : path.hosts()) {
                lines.put(to.origin().line(), new Line.OfNames(to.hosts(), to.ports()));
            }
            for (Reach to : path.reaches()) {
                lines.put(to.origin().line(), new Line.OfAddresses(to.network(), to.ports()));
            }
        }
        return lines;
    }

    private static int decider(Map<Integer, Line> lines, Address address, int port) {
        for (Map.Entry<Integer, Line> line : lines.entrySet()) {
            if (line.getValue() instanceof Line.OfAddresses(Network network, PortRange ports)
                    && network.contains(address)
                    && ports.contains(port)) {
                return line.getKey();
            }
        }
        return 0;
    }

    private static int decider(Map<Integer, Line> lines, HostName name, int port) {
        for (Map.Entry<Integer, Line> line : lines.entrySet()) {
            if (line.getValue() instanceof Line.OfNames(HostPattern hosts, PortRange ports)
                    && hosts.matches(name)
                    && ports.contains(port)) {
                return line.getKey();
            }
        }
        return 0;
    }

    private static Stream<Address> addresses() {
        return Stream.concat(
                IntStream.range(0, 1 << BITS).mapToObj(i -> new Address.Ip4(BASE + i)),
                IntStream.range(0, 1 << BITS).mapToObj(i -> new Address.Ip6(BASE_HIGH, i)));
    }

    private static List<HostName> names() {
        List<String> labels = new ArrayList<>(LABELS);
        labels.add("x");
        List<String> names = new ArrayList<>(labels);
        for (int depth = 0; depth < 2; depth++) {
            List<String> longer =
                    names.stream()
                            .flatMap(name -> labels.stream().map(label -> label + "." + name))
                            .toList();
            names.addAll(longer);
        }
        return names.stream().distinct().map(HostName::new).toList();
    }

    private static LineMeanings meanings(ConfFile file) {
        return LineMeanings.of(file, PolicyChart.of(PolicyCompiler.compile(file).policy()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsSaidOfALineIsWhatTheLinesDecide(long seed) {
        ConfFile file = new World(Seeds.random(seed)).next();
        assertThat(file.problems()).as(file.text()).noneMatch(p -> p.severity() == Severity.ERROR);
        Policy policy = PolicyCompiler.compile(file).policy();
        Map<Integer, Line> lines = lines(policy);
        String about = "seed " + seed + "\n" + file.text();
        Set<Integer> locals =
                policy.localHosts().stream().map(Rule::line).collect(Collectors.toSet());
        Set<Integer> told = new HashSet<>();
        for (LineMeaning meaning : meanings(file).between(1, file.lineCount())) {
            int line = meaning.origin().line();
            told.add(line);
            switch (meaning) {
                case LineMeaning.OfNetwork network -> check(about + line, network, lines, policy);
                case LineMeaning.OfNames names -> check(about + line, names, lines, locals);
                case LineMeaning.OfRule rule when rule.rule() instanceof Rule.Path path ->
                        check(about + line, rule.share(), path, lines);
                case LineMeaning.OfRule _, LineMeaning.OfServer _ -> {}
            }
        }
        assertThat(told).as(about).containsAll(lines.keySet());
    }

    private static void check(
            String about, LineMeaning.OfNetwork meaning, Map<Integer, Line> lines, Policy policy) {
        int line = meaning.origin().line();
        var asked = (Line.OfAddresses) Objects.requireNonNull(lines.get(line));
        int covered = 0;
        int whole = 0;
        int partly = 0;
        Map<Integer, Integer> takers = new TreeMap<>();
        for (Address address : addresses().filter(asked.network()::contains).toList()) {
            Set<Integer> by =
                    IntStream.of(PORTS)
                            .filter(asked.ports()::contains)
                            .map(port -> decider(lines, address, port))
                            .boxed()
                            .collect(Collectors.toSet());
            covered++;
            boolean own = by.remove(line);
            whole += own && by.isEmpty() ? 1 : 0;
            partly += own && !by.isEmpty() ? 1 : 0;
            by.forEach(other -> takers.merge(other, 1, Integer::sum));
            if (own) {
                int port = asked.ports().first() == 0 ? 1 : asked.ports().first();
                Action action = policy.decide(meaning.owner().rule(), address).action();
                assertThat(meaning.action()).as("%s port %d", about, port).isEqualTo(action);
            }
        }
        assertThat(meaning.covered().intValueExact()).as(about).isEqualTo(covered);
        assertThat(meaning.whole().intValueExact()).as(about).isEqualTo(whole);
        assertThat(meaning.partly().intValueExact()).as(about).isEqualTo(partly);
        assertThat(meaning.takers().stream())
                .as(about)
                .isSortedAccordingTo((one, other) -> other.addresses().compareTo(one.addresses()));
        Map<Integer, Integer> said = new TreeMap<>();
        meaning.takers()
                .forEach(t -> said.put(t.owner().origin().line(), t.addresses().intValueExact()));
        assertThat(said).as(about).isEqualTo(takers);
    }

    private static void check(
            String about,
            LineMeaning.OfNames meaning,
            Map<Integer, Line> lines,
            Set<Integer> locals) {
        int line = meaning.origin().line();
        var asked = (Line.OfNames) Objects.requireNonNull(lines.get(line));
        Set<Integer> takers = new HashSet<>();
        Set<NameBasis> others = new HashSet<>();
        for (HostName name : names().stream().filter(asked.hosts()::matches).toList()) {
            for (int port : PORTS) {
                int by = decider(lines, name, port);
                if (Policy.isLocalhost(name.text())) {
                    others.add(NameBasis.LOCALHOST);
                    continue;
                }
                boolean refused = Policy.isOnion(name.text()) && locals.contains(by);
                boolean own = by == line && !refused;
                assertThat(meaning.decided().stream().anyMatch(w -> w.contains(name, port)))
                        .as("%s: %s:%d", about, name, port)
                        .isEqualTo(own);
                if (asked.ports().contains(port) && !own) {
                    if (refused) {
                        others.add(NameBasis.ONION);
                    } else {
                        takers.add(by);
                    }
                }
            }
        }
        assertThat(meaning.takers().stream().flatMap(t -> t.owner().stream()))
                .as(about)
                .extracting(owner -> owner.origin().line())
                .containsExactlyInAnyOrderElementsOf(takers);
        assertThat(meaning.takers().stream().filter(t -> t.owner().isEmpty()))
                .as(about)
                .extracting(LineMeaning.NameTaker::basis)
                .containsExactlyInAnyOrderElementsOf(others);
    }

    private static void check(
            String about, LineMeaning.RuleShare share, Rule.Path path, Map<Integer, Line> lines) {
        Set<Integer> own = new HashSet<>();
        path.reaches().forEach(to -> own.add(to.origin().line()));
        path.hosts().forEach(to -> own.add(to.origin().line()));
        Set<Integer> deciding = new HashSet<>();
        Map<Boolean, Integer> sizes = new HashMap<>(Map.of(true, 0, false, 0));
        for (Address address : addresses().toList()) {
            Set<Integer> by =
                    IntStream.of(PORTS)
                            .map(port -> decider(lines, address, port))
                            .boxed()
                            .filter(own::contains)
                            .collect(Collectors.toSet());
            sizes.merge(address instanceof Address.Ip4, by.isEmpty() ? 0 : 1, Integer::sum);
            deciding.addAll(by);
        }
        boolean hasNames = false;
        for (HostName name : names()) {
            for (int port : PORTS) {
                int by = decider(lines, name, port);
                if (!Policy.isLocalhost(name.text()) && own.contains(by)) {
                    deciding.add(by);
                    hasNames = true;
                }
            }
        }
        assertThat(share.ip4().intValueExact()).as(about).isEqualTo(sizes.get(true));
        assertThat(share.ip6().intValueExact()).as(about).isEqualTo(sizes.get(false));
        assertThat(share.lines()).as(about).isEqualTo(own.size());
        assertThat(share.idle()).as(about).isEqualTo(own.size() - deciding.size());
        assertThat(share.namesHosts()).as(about).isEqualTo(hasNames);
    }
}
