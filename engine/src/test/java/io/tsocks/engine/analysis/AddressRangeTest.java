package io.tsocks.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.net.Address;
import io.tsocks.testing.Seeds;
import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AddressRangeTest {

    static LongStream seeds() {
        return Seeds.first(500);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.0.0.0 | 255.255.255.255 | [0.0.0.0/0]",
                "10.0.0.0 | 10.0.0.6 | [10.0.0.0/30, 10.0.0.4/31, 10.0.0.6]",
                "10.0.0.1 | 10.0.0.8 | [10.0.0.1, 10.0.0.2/31, 10.0.0.4/30, 10.0.0.8]",
                "255.255.255.255 | 255.255.255.255 | [255.255.255.255]",
                ":: | ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff | [::/0]",
                "2001:db8::1 | 2001:db8::4 | [2001:db8::1, 2001:db8::2/127, 2001:db8::4]",
                "::ffff:ffff:ffff:ffff | 0:0:0:1::1 | [::ffff:ffff:ffff:ffff, 0:0:0:1::/127]",
            })
    void aRangeIsTheFewestPrefixes(String first, String last, String prefixes) {
        assertThat(range(first, last).prefixes()).hasToString(prefixes);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void thePrefixesAreTheRangeAgain(long seed) {
        RandomGenerator random = Seeds.random(seed);
        int one = random.nextInt();
        int other = random.nextBoolean() ? random.nextInt() : one + random.nextInt(300);
        boolean inOrder = Integer.compareUnsigned(one, other) < 0;
        AddressRange range =
                new AddressRange(
                        new Address.Ip4(inOrder ? one : other),
                        new Address.Ip4(inOrder ? other : one));
        BigInteger sum = BigInteger.ZERO;
        List<Prefix> prefixes = range.prefixes();
        for (Prefix prefix : prefixes) {
            assertThat(range.contains(prefix.first())).as("seed %d", seed).isTrue();
            sum = sum.add(BigInteger.ONE.shiftLeft(32 - prefix.length()));
        }
        assertThat(sum).as("seed %d: %s", seed, range).isEqualTo(range.size());
        assertThat(prefixes).isSortedAccordingTo(java.util.Comparator.comparing(Prefix::first));
    }

    @Test
    void sizesAreExactInIp6() {
        assertThat(AddressRange.IP6.size()).isEqualTo(BigInteger.ONE.shiftLeft(128));
        assertThat(range("8000::", "8000::ffff").size()).isEqualTo(65536);
    }

    @Test
    void whatIsMissingFillsTheGaps() {
        assertThat(
                        AddressRange.missing(
                                List.of(
                                        range("0.0.0.0", "9.255.255.255"),
                                        range("11.0.0.0", "255.255.255.254")),
                                AddressRange.IP4))
                .hasToString("[10.0.0.0-10.255.255.255, 255.255.255.255-255.255.255.255]");
        assertThat(AddressRange.missing(List.of(), AddressRange.IP6))
                .containsExactly(AddressRange.IP6);
        assertThat(AddressRange.missing(List.of(AddressRange.IP6), AddressRange.IP6)).isEmpty();
    }

    @Test
    void theHighestAddressIsFollowedByNothing() {
        assertThat(AddressRange.IP4.isFollowedBy(AddressRange.IP4)).isFalse();
        assertThat(AddressRange.IP6.isFollowedBy(AddressRange.IP6)).isFalse();
        assertThat(
                        range("::1", "::ffff:ffff:ffff:ffff")
                                .isFollowedBy(range("0:0:0:1::", "0:0:0:1::5")))
                .isTrue();
    }

    private static AddressRange range(String first, String last) {
        return new AddressRange(
                Address.parse(first).orElseThrow(), Address.parse(last).orElseThrow());
    }
}
