package io.tsocks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.net.Address;
import io.tsocks.net.Network;
import io.tsocks.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LocalNetworksTest {

    static LongStream seeds() {
        return Seeds.first(30);
    }

    /// Enough questions that most are answered by the table.
    @ParameterizedTest
    @MethodSource("seeds")
    void theTableAnswersAsTheListDoes(long seed) {
        RandomGenerator random = Seeds.random(seed);
        Policy policy = policy(random, 1 + random.nextInt(200));
        RandomPolicies near = new RandomPolicies(random);
        for (int i = 0; i < 2000; i++) {
            Address address = near.address(policy);
            assertThat(policy.isLocal(address))
                    .as("seed %d, %s", seed, address)
                    .isEqualTo(LinearMatcher.decide(policy, address, 0) instanceof Rule.Local);
        }
    }

    /// Masks of more holes than ranges are made of.
    @ParameterizedTest
    @MethodSource("seeds")
    void masksWithManyHolesAreMasks(long seed) {
        RandomGenerator random = Seeds.random(seed);
        List<Network.Ip4> networks =
                IntStream.range(0, 1 + random.nextInt(300)).mapToObj(_ -> holed(random)).toList();
        MaskedNetworks masked = MaskedNetworks.of(networks);
        for (int i = 0; i < 2000; i++) {
            Network.Ip4 near = networks.get(random.nextInt(networks.size()));
            int address = near.address() | (random.nextInt() & ~near.mask());
            int other = random.nextBoolean() ? address : address ^ (1 << random.nextInt(32));
            assertThat(masked.contain(other))
                    .as("seed %d, %s", seed, new Address.Ip4(other))
                    .isEqualTo(networks.stream().anyMatch(network -> network.contains(other)));
        }
    }

    private static Policy policy(RandomGenerator random, int networks) {
        RandomPolicies some = new RandomPolicies(random);
        List<Rule.Local> locals = new ArrayList<>();
        for (int i = 0; i < networks; i++) {
            Network network = random.nextInt(8) == 0 ? holed(random) : some.network();
            // not the network of all addresses, beside which the others say nothing
            if (!(network instanceof Network.Ip4 ip4 && ip4.mask() == 0)) {
                locals.add(new Rule.Local(network, RandomPolicies.at(i + 1)));
            }
        }
        locals.add(new Rule.Local(Network.Ip4.LOOPBACK, Origin.NONE));
        return new Policy(locals, List.of(), new Rule.Nothing());
    }

    private static Network.Ip4 holed(RandomGenerator random) {
        int mask = random.nextInt() | 1;
        return new Network.Ip4(random.nextInt() & mask, mask);
    }
}
