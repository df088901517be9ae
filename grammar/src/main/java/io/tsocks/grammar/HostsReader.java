package io.tsocks.grammar;

import io.tsocks.grammar.antlr.TsocksConf.HostsContext;
import io.tsocks.net.HostName;
import io.tsocks.net.HostPattern;
import io.tsocks.net.Span;
import java.util.List;
import java.util.Optional;

/// Reads the host patterns of `local` and `reaches`.
final class HostsReader {

    /// The advice for a word that is not a pattern.
    static final String PATTERNS =
            "write example.com, .example.com for it and all names below it, *.example.com for"
                    + " those below it alone, or * for every name";

    private final String text;
    private final Problems findings;

    HostsReader(String text, Problems findings) {
        this.text = text;
        this.findings = findings;
    }

    /// The pattern; empty if something is wrong with it, which has then been reported.
    ///
    /// @param line the statement
    Optional<HostPattern> read(HostsContext context, Span line) {
        Span whole = NetworkReader.spanOf(context);
        if (NetworkReader.hasBlank(text, whole)) {
            String word = text.substring(whole.start(), whole.end()).replaceAll("[ \t]+", "");
            findings.add(
                    SyntaxProblem.BAD_HOST_PATTERN,
                    whole,
                    "a host pattern and its ports are one word, and this one has blanks in it",
                    "write " + word);
            return Optional.empty();
        }
        Span span = NetworkReader.spanOf(context.words);
        String written = text.substring(span.start(), span.end());
        if (Placeholder.in(written, span.start()).isPresent()
                || written.chars().anyMatch(c -> Lookalike.of((char) c).isPresent())) {
            findings.add(new Diagnosis(text, line, null).explain());
            return Optional.empty();
        }
        Optional<Problem> wildcards = new NetworkHabits(written, span).stars();
        wildcards.ifPresent(findings::add);
        List<Problem> mistyped = new MistypedAddress(written, span.start()).asName();
        mistyped.forEach(findings::add);
        if (wildcards.isPresent() || !mistyped.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(HostPattern.parse(written));
        } catch (HostName.MalformedException e) {
            findings.add(
                    SyntaxProblem.BAD_HOST_PATTERN,
                    span,
                    "this is not a host pattern: " + e.reason(),
                    PATTERNS);
            return Optional.empty();
        }
    }
}
