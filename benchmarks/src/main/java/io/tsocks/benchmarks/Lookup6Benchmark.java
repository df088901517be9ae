package io.tsocks.benchmarks;

import inet.ipaddr.ipv6.IPv6Address;
import inet.ipaddr.ipv6.IPv6AddressAssociativeTrie;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What [LookupBenchmark] asks, for IPv6 addresses and all IPv6 networks of a routing table.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class Lookup6Benchmark {

    private static final int ADDRESSES = 1 << 16;

    /// 2000::/3, where all addresses of the Internet are.
    private static final long GLOBAL_UNICAST = 1L << 61;

    /// The library's trie, made only if it is measured.
    @State(Scope.Benchmark)
    public static class Trie {

        private final IPv6AddressAssociativeTrie<Integer> trie = new IPv6AddressAssociativeTrie<>();

        /// Puts the networks of the policy into the trie.
        @Setup(Level.Trial)
        public void fill(Lookup6Benchmark benchmark) {
            for (Reach to : reaches(benchmark.policy)) {
                Network.Ip6 network = ip6(to);
                trie.put(new IPv6Address(network.high(), network.low(), network.prefixLength()), 1);
            }
        }
    }

    private Policy policy;
    private List<List<Reach>> paths = List.of();
    private RouteTable table;
    private final long[] uniformHigh = new long[ADDRESSES];
    private final long[] uniformLow = new long[ADDRESSES];
    private final long[] inRuleHigh = new long[ADDRESSES];
    private final long[] inRuleLow = new long[ADDRESSES];
    private int next;
    private int chained;

    /// Makes the policy and the addresses that are asked.
    @Setup(Level.Trial)
    public void load() throws IOException {
        Path prefixes = Path.of(System.getProperty("prefixes"));
        String text = BgpConf.text(prefixes, Integer.MAX_VALUE, BgpConf.Family.IP6);
        policy = PolicyCompiler.compile(ConfParser.parseText("benchmark", text)).policy();
        paths = policy.paths().stream().map(path -> List.copyOf(path.reaches())).toList();
        table = RouteTable.compile(PolicyMap.of(policy, PolicyMap.Grain.RULE));
        List<Reach> reaches = reaches(policy);
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < ADDRESSES; i++) {
            uniformHigh[i] = GLOBAL_UNICAST | (random.nextLong() >>> 3);
            uniformLow[i] = random.nextLong();
            Network.Ip6 rule = ip6(reaches.get(random.nextInt(reaches.size())));
            int prefixLength = rule.prefixLength();
            inRuleHigh[i] = rule.high() | (random.nextLong() & ~Network.Ip6.highMask(prefixLength));
            inRuleLow[i] = rule.low() | (random.nextLong() & ~Network.Ip6.lowMask(prefixLength));
        }
    }

    /// Addresses spread over the space that is in use.
    @Benchmark
    public int tableUniform() {
        int i = next++ & (ADDRESSES - 1);
        return table.ownerOf(uniformHigh[i], uniformLow[i], 443);
    }

    /// Addresses inside the networks of the policy.
    @Benchmark
    public int tableInRule() {
        int i = next++ & (ADDRESSES - 1);
        return table.ownerOf(inRuleHigh[i], inRuleLow[i], 443);
    }

    /// Each address depends on the answer for the one before, so that no two lookups overlap.
    @Benchmark
    public int tableDependent() {
        int i = (next++ + chained) & (ADDRESSES - 1);
        chained = table.ownerOf(inRuleHigh[i], inRuleLow[i], 443);
        return chained;
    }

    /// One network after the other, as the original does for IPv4.
    @Benchmark
    public int linearInRule() {
        int i = next++ & (ADDRESSES - 1);
        return linear(inRuleHigh[i], inRuleLow[i], 443);
    }

    /// The longest prefix that contains the address, which is less than a policy asks.
    @Benchmark
    public Object trieInRule(Trie networks) {
        int i = next++ & (ADDRESSES - 1);
        return networks.trie.longestPrefixMatchNode(new IPv6Address(inRuleHigh[i], inRuleLow[i]));
    }

    private int linear(long high, long low, int port) {
        if (isLocal(high, low)) {
            return 0;
        }
        for (int i = paths.size() - 1; i >= 0; i--) {
            for (Reach to : paths.get(i)) {
                if (ip6(to).contains(high, low) && to.ports().contains(port)) {
                    return i + 1;
                }
            }
        }
        return -1;
    }

    private boolean isLocal(long high, long low) {
        for (Rule.Local local : policy.locals()) {
            if (local.network() instanceof Network.Ip6 ip6 && ip6.contains(high, low)) {
                return true;
            }
        }
        return false;
    }

    private static List<Reach> reaches(Policy policy) {
        return policy.paths().stream().flatMap(path -> path.reaches().stream()).toList();
    }

    private static Network.Ip6 ip6(Reach reach) {
        return (Network.Ip6) reach.network();
    }
}
