package io.tsocks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.net.Address;
import io.tsocks.testing.Programs;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Generated files of the classic dialect, routed by the original's own `validateconf` and by us.
@RequiresProgram("validateconf")
class ValidateconfIT {

    private static final int FILES_A_SEED = 50;
    private static final int DESTINATIONS_A_FILE = 20;
    private static final Pattern ANSWER =
            Pattern.compile("(Path is local|Server: +(\\S+|ERROR! None specified))");

    @TempDir Path folder;

    static LongStream seeds() {
        return Seeds.first(20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void generatedFilesRouteAsTheOriginalRoutesThem(long seed)
            throws IOException, InterruptedException {
        RandomGenerator random = Seeds.random(seed);
        Path file = folder.resolve("tsocks.conf");
        for (int i = 0; i < FILES_A_SEED; i++) {
            ClassicFile classic = new ClassicFile(random);
            Files.writeString(file, classic.text());
            ConfFile parsed = ConfParser.parse(file);
            assertThat(parsed.problems()).as("seed %d:%n%s", seed, classic.text()).isEmpty();
            PolicyEngine engine = PolicyEngine.of(PolicyCompiler.compile(parsed).policy());
            List<ClassicFile.Destination> asked = classic.destinations(DESTINATIONS_A_FILE);
            List<String> original = original(file, asked);
            for (int d = 0; d < asked.size(); d++) {
                ClassicFile.Destination to = asked.get(d);
                Decision ours = engine.decide(to.address(), to.port());
                assertThat(answer(ours.rule()))
                        .as("seed %d: %s in%n%s", seed, to, classic.text())
                        .isEqualTo(original.get(d));
            }
        }
    }

    /// The list of the original's parsing accidents, each with what it does and what we do.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    no final newline    | server = 127.0.0.12              | 127.0.0.1  | 127.0.0.12
                    address of one part | local = 8/255.255.255.255\\nserver = 127.0.0.1\\n | 127.0.0.1 | 127.0.0.1
                    octal address       | local = 010.0.0.0/255.0.0.0\\nserver = 127.0.0.1\\n | local | 127.0.0.1
                    prefix length       | local = 0.0.0.0/8\\nserver = 127.0.0.1\\n | local | 127.0.0.1
                    carriage return     | local = 8.0.0.0/255.0.0.0\\nserver = 127.0.0.1\\r\\n | local | local
                    """)
    void parsingAccidentsAreNotCopied(String accident, String lines, String original, String ours)
            throws IOException, InterruptedException {
        Path file = folder.resolve("tsocks.conf");
        Files.writeString(file, lines.replace("\\n", "\n").replace("\\r", "\r"));
        ClassicFile.Destination to = new ClassicFile.Destination(new Address.Ip4(0x08000000), 80);
        assertThat(original(file, List.of(to))).as(accident).containsExactly(original);
        PolicyEngine engine =
                PolicyEngine.of(PolicyCompiler.compile(ConfParser.parse(file)).policy());
        assertThat(answer(engine.decide(to.address(), to.port()).rule()))
                .as(accident)
                .isEqualTo(ours);
    }

    @Test
    void theOriginalIsReallyAsked() throws IOException, InterruptedException {
        Path file = folder.resolve("tsocks.conf");
        Files.writeString(file, "server = 127.0.0.1\n");
        ClassicFile.Destination to = new ClassicFile.Destination(new Address.Ip4(1), 80);
        assertThat(original(file, List.of(to, to))).containsExactly("127.0.0.1", "127.0.0.1");
    }

    /// Asks in one shell, since a process for each question costs more than the question.
    private static List<String> original(Path file, List<ClassicFile.Destination> destinations)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "/bin/sh",
                                "-c",
                                "p=$1; f=$2; shift 2; for d; do \"$p\" -f \"$f\" -t \"$d\"; echo ==; done",
                                "sh",
                                Programs.get("validateconf").toString(),
                                file.toString()));
        destinations.forEach(to -> command.add(to.toString()));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(process.waitFor()).isZero();
        return Pattern.compile("==\n").splitAsStream(output).map(ValidateconfIT::answer).toList();
    }

    private static String answer(String output) {
        Matcher matcher = ANSWER.matcher(output);
        assertThat(matcher.find(output.indexOf("Finding path for")))
                .as("validateconf answered: %s", output)
                .isTrue();
        String server = matcher.group(2);
        return server == null ? "local" : server.startsWith("ERROR") ? "none" : server;
    }

    private static String answer(Rule rule) {
        return switch (rule) {
            case Rule.LocalHosts _ -> throw new AssertionError("the original has no names");
            case Rule.Local _ -> "local";
            case Rule.Path path -> path.upstream().map(ValidateconfIT::host).orElse("none");
            case Rule.DefaultServer last -> host(last.upstream());
            // The original's tool says the same of both; which of them it is, it knows at run time.
            case Rule.Fallback _, Rule.Nothing _ -> "none";
        };
    }

    /// The original has no groups.
    private static String host(Upstream upstream) {
        return upstream.servers().getFirst().label();
    }
}
