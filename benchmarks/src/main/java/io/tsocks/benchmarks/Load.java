package io.tsocks.benchmarks;

import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.lint.LintedFile;
import io.tsocks.lint.Linter;
import io.tsocks.lint.model.Exposure;
import io.tsocks.lint.model.LintOptions;
import java.io.IOException;
import java.nio.file.Path;

/// `FILE`: reads, lints and compiles a file once, as a command that has just started does, and
/// prints as JSON how many milliseconds each step took and how many bytes the lookup table has.
public final class Load {

    private Load() {}

    /// Runs once; the heap is what `-Xmx` gives.
    public static void main(String[] args) throws IOException {
        long start = System.nanoTime();
        ConfFile file = ConfParser.parse(Path.of(args[0]));
        long parsed = System.nanoTime();
        LintedFile findings = new Linter(LintOptions.DEFAULT).lint(file, Exposure.HIDDEN);
        long linted = System.nanoTime();
        PolicyCompiler.Compilation compilation = PolicyCompiler.compile(file);
        long compiled = System.nanoTime();
        PolicyEngine engine = PolicyEngine.of(compilation.policy());
        long ready = System.nanoTime();
        int networks =
                compilation.policy().paths().stream().mapToInt(p -> p.reaches().size()).sum();
        System.out.printf(
                """
                {"lines": %d, "networks": %d, "findings": %d,
                "text to statements": %d, "statements to findings": %d,
                "statements to policy": %d, "policy to lookup table": %d, "all four": %d,
                "size of the lookup table": %d, "of it for a network": %.2f}
                """,
                file.lineCount(),
                networks,
                findings.findings().size(),
                millis(start, parsed),
                millis(parsed, linted),
                millis(linted, compiled),
                millis(compiled, ready),
                millis(start, ready),
                engine.tableBytes(),
                (double) engine.tableBytes() / networks);
    }

    private static long millis(long from, long to) {
        return (to - from) / 1_000_000;
    }
}
