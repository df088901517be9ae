package io.tsocks.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfParserCorpusTest {

    @Test
    void noFileOfTheCorpusLosesAByte() throws IOException {
        for (Path file : files()) {
            byte[] bytes = Files.readAllBytes(file);
            ConfFile conf = ConfParser.parse(file);
            String lines = conf.lines().map(ConfLine::text).collect(Collectors.joining());
            assertThat(lines.getBytes(conf.charset())).as(file.toString()).isEqualTo(bytes);
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Project.corpus())) {
            return files.filter(file -> file.toString().endsWith(".conf")).sorted().toList();
        }
    }
}
