package io.tsocks.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.net.Address;
import io.tsocks.net.Network;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// An address stands for one name at a time, and for the same one as long as that is used.
class FakeNamesTest {

    private final List<String> evicted = new ArrayList<>();
    private long now;

    private FakeNames names(String net, int first) {
        return new FakeNames(FakeNet.parse(net).orElseThrow(), first, () -> now, evicted::add);
    }

    private static InetAddress address(FakeNames names, String name) {
        return names.addressOf(name).map(Address::toInetAddress).orElseThrow();
    }

    private void rest() {
        now += TimeUnit.SECONDS.toNanos(FakeNames.REST_SECONDS);
    }

    @Test
    void aNameKeepsItsAddress() {
        FakeNames names = names("198.18.0.0/15", 7);
        InetAddress first = address(names, "a.example");
        assertThat(first).isEqualTo(InetAddress.ofLiteral("198.18.0.8"));
        assertThat(address(names, "b.example")).isEqualTo(InetAddress.ofLiteral("198.18.0.9"));
        assertThat(address(names, "a.example")).isEqualTo(first);
        assertThat(names.nameOf(first)).contains("a.example");
    }

    @Test
    void everyAddressOfTheNetworkIsFakeAndOthersStandForNothing() {
        FakeNames names = names("198.18.0.0/15", 0);
        assertThat(names.isFake(InetAddress.ofLiteral("198.19.255.255"))).isTrue();
        assertThat(names.isFake(InetAddress.ofLiteral("198.20.0.0"))).isFalse();
        assertThat(names.isFake(InetAddress.ofLiteral("2001:db8::1"))).isFalse();
        assertThat(names.nameOf(InetAddress.ofLiteral("198.18.0.1"))).isEmpty();
    }

    @Test
    void tenThousandNamesHaveTenThousandAddresses() {
        FakeNames names = names("198.18.0.0/15", 131_000);
        Set<InetAddress> all = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            InetAddress address = address(names, "host" + i + ".example");
            assertThat(names.isFake(address)).isTrue();
            all.add(address);
        }
        assertThat(all).hasSize(10_000);
        assertThat(evicted).isEmpty();
    }

    /// Of six addresses three have names at a time.
    @Test
    void theNameThatWasUsedLeastRecentlyLosesItsAddress() {
        FakeNames names = names("198.18.0.0/29", 0);
        InetAddress a = address(names, "a");
        address(names, "b");
        address(names, "c");
        rest();
        address(names, "a");
        InetAddress d = address(names, "d");
        assertThat(evicted).containsExactly("b");
        assertThat(d).isEqualTo(InetAddress.ofLiteral("198.18.0.4"));
        assertThat(names.nameOf(a)).contains("a");
        assertThat(names.nameOf(InetAddress.ofLiteral("198.18.0.2"))).isEmpty();
    }

    @Test
    void aNameInUseKeepsItsAddress() {
        FakeNames names = names("198.18.0.0/30", 0);
        InetAddress a = address(names, "a");
        assertThat(names.addressOf("b")).as("used a moment ago").isEmpty();
        rest();
        names.begin(a);
        rest();
        assertThat(names.addressOf("b")).as("being connected to").isEmpty();
        names.end(a);
        assertThat(names.addressOf("b")).as("connected to a moment ago").isEmpty();
        rest();
        assertThat(names.addressOf("b")).isPresent();
        assertThat(evicted).containsExactly("a");
    }

    @Test
    void nobodyDisturbsAnAddressThatStandsForNothing() {
        FakeNames names = names("198.18.0.0/15", 0);
        names.begin(InetAddress.ofLiteral("198.18.7.7"));
        names.end(InetAddress.ofLiteral("198.18.7.7"));
        assertThat(names.nameOf(InetAddress.ofLiteral("198.18.7.7"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "198.18.0.0",
                "198.18.0.0/31",
                "198.18.0.0/7",
                "198.18.0.1/15",
                "127.0.0.0/8",
                "224.0.0.0/8",
                "0.0.0.0/8",
                "fd00::/64",
                "198.18.0.0/255.254.0.0",
                "host/15"
            })
    void whatCannotServeIsNoFakeNetwork(String text) {
        assertThat(FakeNet.parse(text)).isEqualTo(Optional.empty());
    }

    @Test
    void aNetworkIsWrittenAsItIsRead() {
        assertThat(FakeNet.parse("198.18.0.0/15")).contains(FakeNet.DEFAULT);
        assertThat(FakeNet.DEFAULT).hasToString("198.18.0.0/15");
    }

    @ParameterizedTest
    @CsvSource({
        "198.18.0.0, 255.254.0.0, true",
        "198.19.7.0, 255.255.255.0, true",
        "198.0.0.0, 255.0.0.0, true",
        "0.0.0.0, 0.0.0.0, true",
        "0.0.0.7, 0.0.0.255, true",
        "198.20.0.0, 255.255.0.0, false",
        "10.0.0.0, 255.0.0.0, false",
    })
    void networksOverlapThatHaveAddressesInCommon(String address, String mask, boolean overlaps) {
        assertThat(FakeNet.DEFAULT.overlaps(new Network.Ip4(bits(address), bits(mask))))
                .isEqualTo(overlaps);
    }

    private static int bits(String text) {
        if (Address.parse(text).orElseThrow() instanceof Address.Ip4(int bits)) {
            return bits;
        }
        throw new AssertionError(text);
    }
}
