package io.tsocks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.grammar.ConfParser;
import io.tsocks.net.Address;
import io.tsocks.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Real files, with the routes that tsocks 1.8beta5 gave.
class OriginalRoutesTest {

    /// Where we route otherwise on purpose, and why.
    private static final Map<String, String> ON_PURPOSE =
            Map.of(
                    "002.conf", "server = HOST:PORT is an error, not a host of that name",
                    "071.conf", "the carriage return of a CRLF line belongs to the line end",
                    "094.conf", "the last character counts, also without a final newline",
                    "103.conf", "the last character counts, also without a final newline",
                    "134.conf", "blanks around = are not required, so its server line counts",
                    "155.conf", "/24 is a prefix length, not the netmask 0.0.0.24",
                    "157.conf", "/24 is a prefix length, not the netmask 0.0.0.24",
                    "160.conf", "the name of a server is the same in upper and lower case");

    @Test
    void realFilesRouteAsTheOriginalRoutedThem() throws IOException {
        Map<String, List<String>> different = new TreeMap<>();
        for (Map.Entry<String, List<Probe>> file : probes().entrySet()) {
            PolicyEngine engine = engine(Project.corpus().resolve(file.getKey()));
            List<String> differences = new ArrayList<>();
            for (Probe probe : file.getValue()) {
                String ours = verdict(engine, probe);
                if (!ours.equals(probe.verdict)) {
                    differences.add(probe + " but ours: " + ours);
                }
            }
            if (!differences.isEmpty()) {
                different.put(file.getKey(), differences);
            }
        }
        assertThat(different).containsOnlyKeys(ON_PURPOSE.keySet());
    }

    /// @param verdict as the original gave it: verdict, line of the path, server, port and type
    private record Probe(String file, String address, int port, String verdict) {

        static Probe of(String line) {
            String[] columns = line.split("\t", 4);
            return new Probe(columns[0], columns[1], Integer.parseInt(columns[2]), columns[3]);
        }
    }

    private static Map<String, List<Probe>> probes() throws IOException {
        return Files.readAllLines(Project.corpus().resolve("ORIGINAL-ROUTES.tsv")).stream()
                .skip(1)
                .map(Probe::of)
                .collect(Collectors.groupingBy(Probe::file));
    }

    private static PolicyEngine engine(Path file) throws IOException {
        return PolicyEngine.of(PolicyCompiler.compile(ConfParser.parse(file)).policy());
    }

    private static String verdict(PolicyEngine engine, Probe probe) {
        Address address = Address.parse(probe.address).orElseThrow();
        return switch (engine.decide(address, probe.port).rule()) {
            case Rule.LocalHosts _ -> throw new AssertionError("the original has no names");
            case Rule.Local _ -> "direct\t-\t-\t-\t-";
            case Rule.Path path -> "path\t" + path.line() + "\t" + server(path.upstream());
            case Rule.DefaultServer last -> "default\t-\t" + server(Optional.of(last.upstream()));
            case Rule.Fallback _ -> "direct-by-fallback\t-\t-\t-\t-";
            case Rule.Nothing _ -> "refused\t-\t-\t-\t-";
        };
    }

    private static String server(Optional<Upstream> upstream) {
        return upstream.map(to -> to.servers().getFirst())
                .map(
                        server ->
                                server.address().toString().replace(':', '\t')
                                        + "\t"
                                        + server.kind().socks().orElseThrow().number())
                .orElse("-\t-\t-");
    }
}
