package io.tsocks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.net.Network;
import io.tsocks.net.PortRange;
import io.tsocks.testing.Seeds;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The columns in which a path keeps its networks.
class ReachListTest {

    static LongStream seeds() {
        return Seeds.first(50);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isWhatWasPutIn(long seed) {
        RandomGenerator random = Seeds.random(seed);
        RandomPolicies policies = new RandomPolicies(random);
        int someWithPorts = random.nextInt(1, 4);
        List<Reach> reaches =
                IntStream.range(0, random.nextInt(20))
                        .mapToObj(i -> reach("a.conf", i, policies.network(), i % someWithPorts))
                        .toList();
        List<Reach> packed = ReachList.copyOf(reaches);
        assertThat(packed).as("seed %d", seed).isEqualTo(reaches);
        assertThat(ReachList.copyOf(packed)).as("seed %d", seed).isSameAs(packed);
    }

    @Test
    void mayBeOfSeveralFiles() {
        Network network = Network.Ip4.LOOPBACK;
        List<Reach> reaches =
                List.of(reach("a.conf", 1, network, 0), reach("b.conf", 1, network, 1));
        assertThat(ReachList.copyOf(reaches)).isEqualTo(reaches);
    }

    private static Reach reach(String file, int line, Network network, int port) {
        PortRange ports = port == 0 ? PortRange.ANY : new PortRange(port, port + line);
        return new Reach(network, ports, new Origin(file, line + 1, 10 * line, 10 * line + 9));
    }
}
