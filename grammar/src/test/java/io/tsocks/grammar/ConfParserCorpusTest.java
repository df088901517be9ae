package io.tsocks.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.net.PortRange;
import io.tsocks.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfParserCorpusTest {

    /// Files whose networks the original reads in another way than their authors meant.
    private static final Map<String, String> DIFFERENT =
            Map.of(
                    "155.conf", "prefix lengths and IPv6, which the original drops",
                    "157.conf", "prefix lengths, which the original drops");

    @Test
    void noFileOfTheCorpusLosesAByte() throws IOException {
        for (Path file : files()) {
            byte[] bytes = Files.readAllBytes(file);
            ConfFile conf = ConfParser.parse(file);
            assertThat(conf.bytes()).as(file.toString()).isEqualTo(bytes);
        }
    }

    @Test
    void theNetworksAreThoseThatTheOriginalKept() throws IOException {
        Map<String, Set<String>> original = originalNetworks();
        for (Path path : files()) {
            String name = path.getFileName().toString();
            Set<String> ours = networks(ConfParser.parse(path));
            if (DIFFERENT.containsKey(name)) {
                assertThat(ours).as(name).isNotEqualTo(original.get(name));
            } else {
                assertThat(ours).as(name).isEqualTo(original.get(name));
            }
        }
    }

    @Test
    void anUnusedLineIsOneThatTheOriginalComplainedAbout() throws IOException {
        Map<String, Set<Integer>> original = originalComplaints();
        Set<String> onlyOurs = new TreeSet<>();
        for (Path path : files()) {
            ConfFile file = ConfParser.parse(path);
            String name = path.getFileName().toString();
            file.problems().stream()
                    .filter(problem -> problem.severity() == Severity.ERROR)
                    .filter(
                            problem ->
                                    !original.getOrDefault(name, Set.of())
                                            .contains(file.lineAt(problem.span().start())))
                    .forEach(problem -> onlyOurs.add(name + " " + problem.kind().id()));
        }

        assertThat(onlyOurs)
                .containsExactly(
                        // a port in the server's name, which the original tries to resolve
                        "002.conf TS127",
                        // a shell variable for a server, which the original tries to resolve
                        "166.conf TS131");
    }

    private static Set<String> networks(ConfFile file) {
        Set<String> networks = new TreeSet<>();
        for (Statement statement : file.statements()) {
            switch (statement) {
                case Statement.Local local -> networks.add("LOCAL " + local.network());
                case Statement.Reaches reaches ->
                        networks.add("REACH " + reaches.network() + " " + ports(reaches.ports()));
                default -> {}
            }
        }
        networks.add("LOCAL 127.0.0.0/255.0.0.0");
        return networks;
    }

    private static String ports(PortRange ports) {
        return ports.equals(PortRange.ANY) ? "0 0" : ports.first() + " " + ports.last();
    }

    private static Map<String, Set<String>> originalNetworks() throws IOException {
        Map<String, Set<String>> networks = new TreeMap<>();
        for (List<String> row : rows("ORIGINAL-MODEL.tsv")) {
            if (row.get(1).equals("LOCAL") || row.get(1).equals("REACH")) {
                networks.computeIfAbsent(row.getFirst(), _ -> new TreeSet<>())
                        .add(String.join(" ", row.subList(1, row.size())));
            }
        }
        return networks;
    }

    private static Map<String, Set<Integer>> originalComplaints() throws IOException {
        Map<String, Set<Integer>> lines = new TreeMap<>();
        for (List<String> row : rows("ORIGINAL-PARSE.tsv")) {
            lines.computeIfAbsent(row.getFirst(), _ -> new TreeSet<>())
                    .add(Integer.valueOf(row.get(1)));
        }
        return lines;
    }

    private static List<List<String>> rows(String table) throws IOException {
        return Files.readAllLines(Project.corpus().resolve(table)).stream()
                .skip(1)
                .map(line -> List.of(line.stripTrailing().split("\t", -1)))
                .toList();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Project.corpus())) {
            return files.filter(file -> file.toString().endsWith(".conf")).sorted().toList();
        }
    }
}
