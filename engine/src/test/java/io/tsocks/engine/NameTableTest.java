package io.tsocks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.grammar.ConfParser;
import io.tsocks.net.HostName;
import io.tsocks.testing.Seeds;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NameTableTest {

    private static final int NAMES = 60;

    static LongStream seeds() {
        return Seeds.first(1_000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theTableDecidesAsTheRulesAskedOneAfterTheOther(long seed) {
        RandomGenerator random = Seeds.random(seed);
        RandomHosts hosts = new RandomHosts(random);
        Policy policy = hosts.next();
        NameMap map = NameMap.of(policy, PolicyMap.Grain.RULE);
        NameTable table = NameTable.compile(map);
        for (int i = 0; i < NAMES; i++) {
            HostName name = hosts.name();
            int port = hosts.port();
            int owner = table.ownerOf(spelled(name, random), port);
            Optional<Rule> rule =
                    owner == map.unnamed()
                            ? Optional.empty()
                            : Optional.of(map.owners().get(owner).rule());
            assertThat(rule)
                    .as("seed %d: %s port %d", seed, name, port)
                    .isEqualTo(LinearNames.decide(policy, name, port));
        }
    }

    private static String spelled(HostName name, RandomGenerator random) {
        return switch (random.nextInt(3)) {
            case 0 -> name.text().toUpperCase(Locale.ROOT);
            case 1 -> name + ".";
            default -> name.text();
        };
    }

    /// The low byte of each of these characters is that of a letter of the name.
    @ParameterizedTest
    @MethodSource("seeds")
    void aNameWithOtherCharactersIsNoNameOfTheTable(long seed) {
        RandomGenerator random = Seeds.random(seed);
        String name = "host" + seed + ".example";
        NameMap map = NameMap.of(pathTo(name), PolicyMap.Grain.RULE);
        char[] forged = name.toCharArray();
        forged[random.nextInt(forged.length)] += (char) (random.nextInt(1, 0x100) << 8);
        NameTable table = NameTable.compile(map);
        assertThat(table.ownerOf(name, 80)).isZero();
        assertThat(table.ownerOf(new String(forged), 80))
                .as("seed %d: %s", seed, new String(forged))
                .isEqualTo(map.unnamed());
    }

    private static Policy pathTo(String name) {
        String conf = "path {\n reaches = " + name + "\n server = 10.0.0.1\n server_type = 5\n}\n";
        return PolicyCompiler.compile(ConfParser.parseText("t.conf", conf)).policy();
    }

    /// Of neighbours on the map, one is about other owners.
    @ParameterizedTest
    @MethodSource("seeds")
    void theMapHasOnlyNamesAtWhichOwnersChange(long seed) {
        RandomHosts hosts = new RandomHosts(Seeds.random(seed));
        NameMap map = NameMap.of(hosts.next(), PolicyMap.Grain.STATEMENT);
        for (int name = 0; name < map.names().size(); name++) {
            int parent = map.parent(name);
            PortMap inherited = parent < 0 ? map.others() : map.below(parent);
            boolean alike = map.exact(name).equals(inherited) && map.below(name).equals(inherited);
            assertThat(alike).as("seed %d: %s", seed, map.names().get(name)).isFalse();
        }
    }
}
