package io.tsocks.benchmarks;

import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.RouteTable;
import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Network;
import io.tsocks.grammar.Statement;
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

/// Who decides for an IPv6 address and port, among all IPv6 networks of a routing table.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Lookup6Benchmark {

    private static final int ADDRESSES = 1 << 16;

    private RouteTable table;
    private final long[] high = new long[ADDRESSES];
    private final long[] low = new long[ADDRESSES];
    private int next;

    /// Makes the policy and the addresses that are asked.
    @Setup(Level.Trial)
    public void load() throws IOException {
        Path prefixes = Path.of(System.getProperty("prefixes"));
        String text = BgpConf.text(prefixes, Integer.MAX_VALUE, BgpConf.Family.IP6);
        Policy policy = PolicyCompiler.compile(ConfParser.parseText("benchmark", text)).policy();
        table = RouteTable.compile(PolicyMap.of(policy, PolicyMap.Grain.RULE));
        List<Statement.Reaches> reaches =
                policy.paths().stream().flatMap(path -> path.reaches().stream()).toList();
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < ADDRESSES; i++) {
            Network.Ip6 rule = (Network.Ip6) reaches.get(random.nextInt(reaches.size())).network();
            high[i] =
                    rule.high() | (random.nextLong() & ~Network.Ip6.highMask(rule.prefixLength()));
            low[i] = rule.low() | (random.nextLong() & ~Network.Ip6.lowMask(rule.prefixLength()));
        }
    }

    /// Addresses inside the networks of the policy.
    @Benchmark
    public int tableInRule() {
        int i = next++ & (ADDRESSES - 1);
        return table.ownerOf(high[i], low[i], 443);
    }
}
