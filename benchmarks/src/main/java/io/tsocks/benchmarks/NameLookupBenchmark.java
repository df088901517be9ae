package io.tsocks.benchmarks;

import io.tsocks.engine.HostReach;
import io.tsocks.engine.NameMap;
import io.tsocks.engine.NameTable;
import io.tsocks.engine.Origin;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.Rule;
import io.tsocks.net.HostName;
import io.tsocks.net.HostPattern;
import io.tsocks.net.PortRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.commons.collections4.trie.PatriciaTrie;
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

/// Who decides for a host name: our table, a hash map of suffixes, and a Patricia trie of reversed
/// names. The patterns are `.NAME`, of names made by a generator of numbers.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class NameLookupBenchmark {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final List<String> DOMAINS = List.of("com", "org", "net", "de", "co.uk", "io");

    /// What others would take, made only if it is measured.
    @State(Scope.Benchmark)
    public static class Others {

        private final Map<String, Integer> suffixes = new HashMap<>();
        private final PatriciaTrie<Integer> trie = new PatriciaTrie<>();

        /// Puts the names of the policy into both.
        @Setup(Level.Trial)
        public void fill(NameLookupBenchmark benchmark) {
            for (HostName name : benchmark.names) {
                suffixes.put(name.text(), 1);
                trie.put(reversed(name.text()), 1);
            }
        }
    }

    /// How many patterns.
    @Param({"1000", "1000000"})
    public int patterns;

    /// How many names are asked about in turn, a power of two. The more there are, the less of the
    /// table that they need stays in the processor's caches.
    @Param({"1024", "16384", "65536"})
    public int questions;

    private final List<HostName> names = new ArrayList<>();
    private String[] named;
    private String[] unnamed;
    private NameTable table;
    private int next;

    /// Makes the patterns and the names that are asked about.
    @Setup(Level.Trial)
    public void load() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < patterns; i++) {
            names.add(new HostName(domain(random)));
        }
        List<HostReach> hosts =
                names.stream()
                        .map(name -> new HostPattern.Tree(name))
                        .map(tree -> new HostReach(tree, PortRange.ANY, Origin.NONE))
                        .toList();
        Rule.Path path = new Rule.Path(List.of(), hosts, Optional.empty(), Origin.NONE);
        Policy policy =
                new Policy(
                        List.of(), List.of(), List.of(path), new Rule.Nothing(), Optional.empty());
        table = NameTable.compile(NameMap.of(policy, PolicyMap.Grain.RULE));
        System.out.printf("%d patterns, %d bytes%n", patterns, table.bytes());
        named = new String[questions];
        unnamed = new String[questions];
        for (int i = 0; i < questions; i++) {
            named[i] = "www." + names.get(random.nextInt(patterns));
            unnamed[i] = "www." + domain(random);
        }
    }

    private static String domain(SplittableRandom random) {
        StringBuilder label = new StringBuilder();
        for (int i = 4 + random.nextInt(12); i > 0; i--) {
            label.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return label + "." + DOMAINS.get(random.nextInt(DOMAINS.size()));
    }

    private static String reversed(String name) {
        return new StringBuilder(name).reverse().append('.').toString();
    }

    /// Names below those of the patterns.
    @Benchmark
    public int tableNamed() {
        return table.ownerOf(named[next++ & (questions - 1)], 443);
    }

    /// Names that no pattern is about.
    @Benchmark
    public int tableUnnamed() {
        return table.ownerOf(unnamed[next++ & (questions - 1)], 443);
    }

    /// Every suffix is looked up.
    @Benchmark
    public int hashMapNamed(Others others) {
        String name = named[next++ & (questions - 1)];
        for (int dot = -1; ; ) {
            Integer found = others.suffixes.get(name.substring(dot + 1));
            if (found != null) {
                return found;
            }
            dot = name.indexOf('.', dot + 1);
            if (dot < 0) {
                return -1;
            }
        }
    }

    /// The longest prefix of the reversed name, which ends at a dot.
    @Benchmark
    public Object trieNamed(Others others) {
        String name = reversed(named[next++ & (questions - 1)]);
        for (int dot = name.length() - 1; dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
            Integer found = others.trie.get(name.substring(0, dot + 1));
            if (found != null) {
                return found;
            }
        }
        return -1;
    }
}
