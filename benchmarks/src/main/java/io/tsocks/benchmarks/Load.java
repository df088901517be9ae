package io.tsocks.benchmarks;

import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import java.io.IOException;
import java.nio.file.Path;

/// `FILE`: reads, parses and compiles a file once, as a command that has just started does, and
/// prints how long each step took and how large the lookup table is.
public final class Load {

    private Load() {}

    /// Runs once; the heap is what `-Xmx` gives.
    public static void main(String[] args) throws IOException {
        long start = System.nanoTime();
        ConfFile file = ConfParser.parse(Path.of(args[0]));
        long parsed = System.nanoTime();
        PolicyCompiler.Compilation compilation = PolicyCompiler.compile(file);
        long compiled = System.nanoTime();
        PolicyEngine engine = PolicyEngine.of(compilation.policy());
        long ready = System.nanoTime();
        int networks =
                compilation.policy().paths().stream().mapToInt(p -> p.reaches().size()).sum();
        System.out.printf(
                "%,d lines, %,d networks, %d problems%n",
                file.lineCount(), networks, file.problems().size() + compilation.problems().size());
        System.out.printf(
                "parse %d ms, compile %d ms, table %d ms, together %d ms%n",
                millis(start, parsed),
                millis(parsed, compiled),
                millis(compiled, ready),
                millis(start, ready));
        System.out.printf(
                "table %,d bytes, %.2f bytes a network%n",
                engine.tableBytes(), (double) engine.tableBytes() / networks);
    }

    private static long millis(long from, long to) {
        return (to - from) / 1_000_000;
    }
}
