package io.tsocks.benchmarks;

import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv4.IPv4AddressAssociativeTrie;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.Reach;
import io.tsocks.engine.RouteTable;
import io.tsocks.engine.Rule;
import io.tsocks.grammar.ConfParser;
import io.tsocks.net.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Who decides for an IPv4 address and port: our table, the original's linear search, and a trie of
/// a library. The networks are those of a routing table ([BgpConf]), whose file the system property
/// `prefixes` names.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class LookupBenchmark {

    private static final int ADDRESSES = 1 << 16;

    /// The library's trie, made only if it is measured.
    @State(Scope.Benchmark)
    public static class Trie {

        private final IPv4AddressAssociativeTrie<Integer> trie = new IPv4AddressAssociativeTrie<>();

        /// Puts the networks of the policy into the trie.
        @Setup(Level.Trial)
        public void fill(LookupBenchmark benchmark) {
            for (Reach to : reaches(benchmark.policy)) {
                Network.Ip4 network = ip4(to);
                trie.put(new IPv4Address(network.address(), Integer.bitCount(network.mask())), 1);
            }
        }
    }

    /// How many networks the policy has.
    @Param({"10", "1000", "100000", "901899"})
    int networks;

    private Policy policy;
    private List<List<Reach>> paths = List.of();
    private RouteTable table;
    private final int[] uniform = new int[ADDRESSES];
    private final int[] inRule = new int[ADDRESSES];
    private int next;
    private int chained;

    /// Makes the policy and the addresses that are asked.
    @Setup(Level.Trial)
    public void load() throws IOException {
        Path prefixes = Path.of(System.getProperty("prefixes"));
        String text = BgpConf.text(prefixes, networks, BgpConf.Family.IP4);
        policy = PolicyCompiler.compile(ConfParser.parseText("benchmark", text)).policy();
        paths = policy.paths().stream().map(path -> List.copyOf(path.reaches())).toList();
        table = RouteTable.compile(PolicyMap.of(policy, PolicyMap.Grain.RULE));
        List<Reach> reaches = reaches(policy);
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < ADDRESSES; i++) {
            uniform[i] = random.nextInt();
            Network.Ip4 rule = ip4(reaches.get(random.nextInt(reaches.size())));
            inRule[i] = rule.address() | (random.nextInt() & ~rule.mask());
        }
    }

    /// Addresses spread over the whole space.
    @Benchmark
    public int tableUniform() {
        return table.ownerOf(uniform[next++ & (ADDRESSES - 1)], 443);
    }

    /// Addresses inside the networks of the policy, where the table is dense.
    @Benchmark
    public int tableInRule() {
        return table.ownerOf(inRule[next++ & (ADDRESSES - 1)], 443);
    }

    /// Each address depends on the answer for the one before, so that no two lookups overlap.
    @Benchmark
    public int tableDependent() {
        chained = table.ownerOf(inRule[(next++ + chained) & (ADDRESSES - 1)], 443);
        return chained;
    }

    /// The original asks one network after the other.
    @Benchmark
    public int linearInRule() {
        return linear(inRule[next++ & (ADDRESSES - 1)], 443);
    }

    /// The longest prefix that contains the address, which is less than a policy asks.
    @Benchmark
    public Object trieInRule(Trie networks) {
        return networks.trie.longestPrefixMatchNode(
                new IPv4Address(inRule[next++ & (ADDRESSES - 1)]));
    }

    private int linear(int address, int port) {
        if (isLocal(address)) {
            return 0;
        }
        for (int i = paths.size() - 1; i >= 0; i--) {
            for (Reach to : paths.get(i)) {
                if (ip4(to).contains(address) && to.ports().contains(port)) {
                    return i + 1;
                }
            }
        }
        return -1;
    }

    private boolean isLocal(int address) {
        for (Rule.Local local : policy.locals()) {
            if (local.network() instanceof Network.Ip4 ip4 && ip4.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static List<Reach> reaches(Policy policy) {
        return policy.paths().stream().flatMap(path -> path.reaches().stream()).toList();
    }

    private static Network.Ip4 ip4(Reach reach) {
        return (Network.Ip4) reach.network();
    }
}
