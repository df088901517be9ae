package io.tsocks.lint;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Problem;
import io.tsocks.lint.model.Dialect;
import io.tsocks.lint.model.Exposure;
import io.tsocks.lint.model.LintOptions;
import io.tsocks.testing.Approved;
import io.tsocks.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the linter finds in real files, for a person to review: places and ids, and nothing of the
/// files' text.
class LintCorpusTest {

    @Test
    void theFindingsInRealFilesAreApproved() throws IOException {
        Approved.verify("lint-corpus.txt", findings(LintOptions.DEFAULT));
    }

    @Test
    void theErrorsForTsocks18InRealFilesAreApproved() throws IOException {
        LintOptions options =
                new LintOptions(
                        Dialect.TSOCKS_1_8,
                        List.of("TS14", "TS5"),
                        List.of(),
                        java.util.Optional.empty());
        Approved.verify("lint-corpus-tsocks-1.8.txt", findings(options));
    }

    private static String findings(LintOptions options) throws IOException {
        var linter = new Linter(options);
        var text = new StringBuilder();
        for (Path path : files()) {
            ConfFile file = ConfParser.parse(path);
            linter.lint(file, Exposure.HIDDEN).findings().stream()
                    .map(finding -> line(path, file, finding.problem()))
                    .forEach(text::append);
        }
        return text.toString();
    }

    private static String line(Path path, ConfFile file, Problem problem) {
        return path.getFileName()
                + ":"
                + file.position(problem.span().start())
                + " "
                + problem.severity().label()
                + " "
                + problem.kind().id()
                + problem.related().stream()
                        .map(related -> " ^" + file.position(related.span().start()))
                        .collect(Collectors.joining())
                + "\n";
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Project.corpus())) {
            return files.filter(file -> file.toString().endsWith(".conf")).sorted().toList();
        }
    }
}
