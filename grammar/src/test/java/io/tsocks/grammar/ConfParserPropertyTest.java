package io.tsocks.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConfParserPropertyTest {

    private static final String VALID =
            """
            # a comment with words = and { braces }
            local = 10.0.0.0/255.0.0.0
            path {
                reaches = 150.0.0.0:80-90/255.255.0.0   # ports
                reaches = [2001:db8::]:443/32
                server = 10.0.0.1
                default_user = joe
                default_pass = pa#ss
            }
            path {
                server = http://joe@proxy.example:3128
                server = socks4a://10.0.0.2 weight 3  # standby
                check = 90s
                select = round-robin
                recover = after 3
            }
            path {
                server = socks5+tls://proxy.example
                server = unix:/run/proxy.sock
                tls_ca = company.pem
                tls_pin = sha256/47VQjg4nayhfU5+/dayxI8j57jn7LJtk61TIDswU84M=
                tls_client = client.pem
                password_file = secret
            }
            path {
                server = socks5://kerberos.example
                gssapi = integrity
                gssapi_service = rcmd/gate.example
            }
            server = socks.example
            server_port = 1080
            server_type = 5
            fallback = yes
            chain = yes
            """;

    private static final String CHARACTERS =
            " \t\r\n={}#/:.-[]\"'0159afxX_éß＃＝\uFEFF\u0000\u001b\uD83D\uDE00pathlocalreaches";

    @Test
    void randomBytesNeitherThrowNorLoseAByte() {
        Seeds.first(500)
                .forEach(
                        seed -> {
                            RandomGenerator random = Seeds.random(seed);
                            byte[] bytes = new byte[random.nextInt(300)];
                            random.nextBytes(bytes);
                            check(seed, bytes);
                        });
    }

    @Test
    void validFilesWithRandomChangesNeitherThrowNorLoseAByte() {
        Seeds.first(1500)
                .forEach(
                        seed -> {
                            RandomGenerator random = Seeds.random(seed);
                            var text = new StringBuilder(VALID);
                            for (int i = random.nextInt(12); i >= 0; i--) {
                                change(text, random);
                            }
                            check(seed, text.toString().getBytes(StandardCharsets.UTF_8));
                        });
    }

    private static void change(StringBuilder text, RandomGenerator random) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(4));
        switch (random.nextInt(3)) {
            case 0 -> text.delete(at, end);
            case 1 -> text.insert(at, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            default -> text.insert(at, text.substring(at, end));
        }
    }

    private static void check(long seed, byte[] bytes) {
        ConfFile file = ConfParser.parse("seed " + seed, bytes);
        assertThat(file.lines().map(ConfLine::text).collect(Collectors.joining()))
                .as("seed %d", seed)
                .isEqualTo(file.text());
        assertThat(file.bytes()).as("seed %d", seed).isEqualTo(bytes);
        checkPlaces(seed, file);
        var printer = new ProblemPrinter(file, false);
        file.problems().forEach(problem -> assertThat(printer.print(problem)).isNotEmpty());
        Extension.forEach(file, one -> assertThat(one).as("seed %d", seed).isNotNull());
    }

    private static void checkPlaces(long seed, ConfFile file) {
        Set<Integer> bad = new HashSet<>();
        for (Problem problem : file.problems()) {
            assertThat(problem.span().end())
                    .as("seed %d: %s", seed, problem)
                    .isLessThanOrEqualTo(file.text().length());
            if (problem.severity() == Severity.ERROR
                    && problem.kind() != SyntaxProblem.UNCLOSED_PATH) {
                bad.add(file.lineAt(problem.span().start()));
            }
        }
        int last = 0;
        for (Statement statement : file.statements()) {
            assertThat(statement.start()).as("seed %d", seed).isGreaterThanOrEqualTo(last);
            if (!(statement instanceof Statement.PathOpening path
                    && !path.isWellFormed(file.text()))) {
                assertThat(bad).as("seed %d", seed).doesNotContain(file.lineAt(statement.start()));
            }
            last = statement.end();
        }
    }
}
