package io.tsocks.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyCompiler;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NameRoutesTest {

    private static final String SERVER = "server = 127.0.0.1\nserver_type = 5\n";
    private static final String OTHER = "server = 127.0.0.2\nserver_type = 5\n";
    private static final String NAMES = "local = .a.example\n" + path("reaches = *.example:80-90");

    static LongStream seeds() {
        return Seeds.first(400);
    }

    /// A line is taken out of a file in which a network may decide for names.
    @ParameterizedTest
    @MethodSource("seeds")
    void policiesThatAgreeHaveTheSameRoutesOfNames(long seed) {
        RandomGenerator random = Seeds.random(seed);
        List<String> lines =
                new ArrayList<>(("remote_dns = yes\n" + RandomPaths.of(random)).lines().toList());
        ConfFile before = file(lines);
        lines.remove(random.nextInt(lines.size()));
        ConfFile after = file(lines);
        if (NameRoutes.agree(policy(before), policy(after))) {
            assertThat(NameSamples.routes(after))
                    .as(before.text() + "became\n" + after.text())
                    .isEqualTo(NameSamples.routes(before));
        }
    }

    @Test
    void linesThatDecideNothingMakeNoDifference() {
        assertThat(agree(NAMES, NAMES)).isTrue();
        assertThat(agree(NAMES, "local = b.a.example\n" + NAMES)).isTrue();
        assertThat(agree(NAMES, "local = .localhost\n" + NAMES)).isTrue();
        assertThat(agree(NAMES, path("reaches = x.a.example") + NAMES)).isTrue();
    }

    @Test
    void aNameAPortOrTheServerOfOneMakesADifference() {
        assertThat(agree(NAMES, "local = b.example\n" + NAMES)).isFalse();
        assertThat(agree(NAMES, NAMES.replace(".a.", "*.a."))).isFalse();
        assertThat(agree(NAMES, NAMES.replace("-90", "-91"))).isFalse();
        assertThat(agree(NAMES, NAMES.replace("80-", "81-"))).isFalse();
        assertThat(agree(NAMES, NAMES.replace(SERVER, OTHER))).isFalse();
        assertThat(agree(NAMES, NAMES + path("reaches = *"))).isFalse();
    }

    /// No address has another route without the path that reaches all of them.
    @Test
    void withRemoteDnsTheNetworkOfAllAddressesMakesADifference() {
        String halves = path("reaches = 0.0.0.0/1\nreaches = 128.0.0.0/1") + "remote_dns = yes\n";
        String all = path("reaches = 0.0.0.0/0").replace(SERVER, OTHER);
        assertThat(agree(all + halves, halves)).isFalse();
        assertThat(agree(halves, halves.replace("remote_dns = yes", "fallback = no"))).isFalse();
    }

    private static String path(String reaches) {
        return "path {\n" + reaches + "\n" + SERVER + "}\n";
    }

    private static boolean agree(String one, String other) {
        return NameRoutes.agree(
                policy(file(one.lines().toList())), policy(file(other.lines().toList())));
    }

    private static ConfFile file(List<String> lines) {
        return ConfParser.parseText("t", String.join("\n", lines) + "\n");
    }

    private static Policy policy(ConfFile file) {
        return PolicyCompiler.compile(file).policy();
    }
}
