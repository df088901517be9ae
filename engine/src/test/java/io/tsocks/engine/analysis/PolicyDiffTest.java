package io.tsocks.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.engine.Action;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Rule;
import io.tsocks.engine.ServerWay;
import io.tsocks.engine.Upstream;
import io.tsocks.grammar.ConfParser;
import io.tsocks.net.Address;
import io.tsocks.testing.Seeds;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyDiffTest {

    static LongStream seeds() {
        return Seeds.first(150);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aDestinationIsInTheChangeFromItsOldOutcomeToItsNewOne(long seed) {
        SmallWorlds worlds = new SmallWorlds(Seeds.random(seed));
        Policy before = worlds.next();
        Policy after = worlds.next();
        PolicyDiff diff = PolicyDiff.between(PolicyChart.of(before), PolicyChart.of(after));
        SmallWorlds.addresses()
                .forEach(
                        address ->
                                SmallWorlds.ports()
                                        .forEach(
                                                port ->
                                                        check(
                                                                seed, diff, before, after, address,
                                                                port)));
    }

    private static void check(
            long seed, PolicyDiff diff, Policy before, Policy after, Address address, int port) {
        Action.Effect old = SmallWorlds.effect(before, address, port);
        Action.Effect young = SmallWorlds.effect(after, address, port);
        List<PolicyDiff.Change> found =
                diff.changes().stream().filter(c -> c.where().contains(address, port)).toList();
        String where = "seed " + seed + ": " + address + " port " + port;
        if (old.equals(young)) {
            assertThat(found).as(where).isEmpty();
        } else {
            assertThat(found).as(where).hasSize(1);
            assertThat(found.getFirst().before().action().effect()).as(where).isEqualTo(old);
            assertThat(found.getFirst().after().action().effect()).as(where).isEqualTo(young);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theExampleIsTheLowestDestinationOfItsChange(long seed) {
        SmallWorlds worlds = new SmallWorlds(Seeds.random(seed));
        Policy before = worlds.next();
        Policy after = worlds.next();
        PolicyDiff diff = PolicyDiff.between(PolicyChart.of(before), PolicyChart.of(after));
        for (PolicyDiff.Change change : diff.changes()) {
            Witness example = change.before().example();
            assertThat(change.after().example().destination()).isEqualTo(example.destination());
            assertThat(change.where().contains(example.address(), example.port()))
                    .as("seed %d", seed)
                    .isTrue();
            SmallWorlds.addresses()
                    .filter(address -> address.compareTo(example.address()) < 0)
                    .forEach(
                            address ->
                                    assertThat(change.where().contains(address, example.port()))
                                            .as("seed %d: %s", seed, address)
                                            .isFalse());
            assertThat(change.before().owners()).contains(example.owner());
            assertThat(change.after().action().effect())
                    .isEqualTo(SmallWorlds.effect(after, example.address(), example.port()));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aTerritorySaysNothingTwiceAndJoinsWhatItCan(long seed) {
        SmallWorlds worlds = new SmallWorlds(Seeds.random(seed));
        Policy before = worlds.next();
        Policy after = worlds.next();
        PolicyDiff diff = PolicyDiff.between(PolicyChart.of(before), PolicyChart.of(after));
        for (PolicyDiff.Change change : diff.changes()) {
            Set<PortSet> ports = new HashSet<>();
            for (Territory.Part part : change.where().parts()) {
                assertThat(ports.add(part.ports())).as("seed %d", seed).isTrue();
                for (int i = 1; i < part.addresses().size(); i++) {
                    AddressRange left = part.addresses().get(i - 1);
                    AddressRange right = part.addresses().get(i);
                    assertThat(left.last()).as("seed %d", seed).isLessThan(right.first());
                    assertThat(left.isFollowedBy(right)).as("seed %d", seed).isFalse();
                }
            }
        }
    }

    /// Whatever else differs, a server that both policies use and reach otherwise is in the
    /// difference.
    @ParameterizedTest
    @MethodSource("seeds")
    void aServerThatIsReachedOtherwiseIsADifference(long seed) {
        SmallWorlds worlds = new SmallWorlds(Seeds.random(seed));
        Policy before = worlds.next();
        Policy after = worlds.next();
        PolicyDiff diff = PolicyDiff.between(PolicyChart.of(before), PolicyChart.of(after));
        List<ProxyServer> found = diff.ways().stream().map(PolicyDiff.WayChange::server).toList();
        assertThat(found).as("seed %d", seed).doesNotHaveDuplicates();
        before.servers()
                .filter(server -> after.servers().anyMatch(server::equals))
                .forEach(
                        server ->
                                assertThat(found.contains(server))
                                        .as("%s, seed %d", server, seed)
                                        .isEqualTo(
                                                differ(before.wayTo(server), after.wayTo(server))));
    }

    private static boolean differ(ServerWay before, ServerWay after) {
        return switch (before) {
            case ServerWay.Nowhere _ -> false;
            case ServerWay.Local _, ServerWay.Direct _ -> after instanceof ServerWay.Through;
            case ServerWay.Through(Upstream one, Rule _, _) ->
                    switch (after) {
                        case ServerWay.Nowhere _ -> false;
                        case ServerWay.Local _, ServerWay.Direct _ -> true;
                        case ServerWay.Through(Upstream other, Rule _, _) -> !one.equals(other);
                    };
        };
    }

    @Test
    void textsThatMeanTheSameAreEqual() {
        String one =
                """
                local = 10.0.0.0/255.128.0.0
                local = 10.128.0.0/255.128.0.0
                path {
                server = 10.0.0.1
                reaches = 150.0.0.0:1-99/255.0.0.0
                reaches = 150.0.0.0:100-65535/255.0.0.0
                }
                """;
        String other =
                """
                path {
                reaches = 150.0.0.0/255.0.0.0
                server_type = 4
                server_port = 1080
                server = 10.0.0.1
                }
                # one network
                local = 10.0.0.0/255.0.0.0
                fallback = no
                """;
        assertThat(diff(one, other).isEmpty()).isTrue();
    }

    @Test
    void aChangeOfTheServersPortTypeUserOrPasswordIsAChange() {
        String plain = conf("server_type = 5");
        assertThat(diff(plain, conf("server_type = 5", "server_port = 1081")).changes()).hasSize(1);
        assertThat(diff(plain, conf("server_type = 4")).isEmpty()).isFalse();
        String alice = conf("server_type = 5", "default_user = a", "default_pass = one");
        String bob = conf("server_type = 5", "default_user = b", "default_pass = one");
        String newPassword = conf("server_type = 5", "default_user = a", "default_pass = two");
        assertThat(diff(alice, bob).changes()).hasSize(1);
        assertThat(diff(alice, newPassword).changes()).hasSize(1);
        assertThat(diff(alice, newPassword).toString()).doesNotContain("one").doesNotContain("two");
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8::25, 2001:DB8:0::25",
        "proxy.example, Proxy.EXAMPLE",
        "10.0.0.1, ::ffff:10.0.0.1",
        "::ffff:a00:1, 10.0.0.1"
    })
    void theSpellingOfAServerIsNoChange(String one, String other) {
        assertThat(diff(server(one), server(other)).isEmpty()).isTrue();
    }

    @Test
    void aServerOfSocks4HasNoLogin() {
        String anna = conf("server_type = 4", "default_user = anna");
        String bert = conf("server_type = 4", "default_user = bert", "default_pass = x");
        assertThat(diff(anna, bert).isEmpty()).isTrue();
    }

    private static String server(String host) {
        return "local = 10.0.0.0/8\nlocal = 2001:db8::/32\nserver = %s\nserver_type = 5\n"
                .formatted(host);
    }

    @Test
    void aMaskWithTooManyHolesIsNotComparedInexactly() {
        PolicyChart odd = chart("path {\nserver = 127.0.0.1\nreaches = 0.0.0.1/0.0.0.255\n}\n");
        assertThat(odd.isExact()).isFalse();
        assertThatThrownBy(() -> PolicyDiff.between(odd, odd))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String conf(String... settings) {
        return "server = 127.0.0.1\n" + String.join("\n", settings) + "\n";
    }

    private static PolicyDiff diff(String before, String after) {
        return PolicyDiff.between(chart(before), chart(after));
    }

    private static PolicyChart chart(String text) {
        return PolicyChart.of(
                PolicyCompiler.compile(ConfParser.parseText("test.conf", text)).policy());
    }
}
