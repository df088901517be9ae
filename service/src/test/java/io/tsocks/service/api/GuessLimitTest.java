package io.tsocks.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.net.Address;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GuessLimitTest {

    private static final Address HERE = Address.parse("192.0.2.1").orElseThrow();
    private static final long MINUTE = 60_000_000_000L;

    private final AtomicLong now = new AtomicLong();
    private final GuessLimit limit = new GuessLimit(now::get);

    @Test
    void afterTenWrongTokensAnAddressWaitsUntilTheMinuteIsOver() {
        guess(HERE, GuessLimit.MOST);
        assertThat(limit.isSpent(HERE)).isTrue();
        assertThat(limit.isSpent(Address.parse("192.0.2.2").orElseThrow())).isFalse();
        now.addAndGet(MINUTE);
        assertThat(limit.isSpent(HERE)).isTrue();
        now.incrementAndGet();
        assertThat(limit.isSpent(HERE)).isFalse();
        guess(HERE, GuessLimit.MOST - 1);
        assertThat(limit.isSpent(HERE)).isFalse();
    }

    @Test
    void oneWrongTokenCountsOnceHoweverOftenItComes() {
        for (int i = 0; i < 100; i++) {
            assertThat(limit.failed(HERE, "old")).isFalse();
        }
        assertThat(limit.isSpent(HERE)).isFalse();
    }

    @Test
    void tokensThatCameTogetherAreNoMoreThanOneAfterTheOther() {
        guess(HERE, GuessLimit.MOST);
        assertThat(limit.failed(HERE, "came while the tenth was looked at")).isTrue();
    }

    @Test
    void theAddressesOfANetworkOfIpv6AreOne() {
        for (int i = 0; i < GuessLimit.MOST; i++) {
            limit.failed(Address.parse("2001:db8::" + (i + 1)).orElseThrow(), "wrong" + i);
        }
        assertThat(limit.isSpent(Address.parse("2001:db8::ffff").orElseThrow())).isTrue();
        assertThat(limit.isSpent(Address.parse("2001:db8:0:1::1").orElseThrow())).isFalse();
    }

    @Test
    void manyAddressesTakeNoMoreMemory() {
        Address first = new Address.Ip4(0);
        guess(first, GuessLimit.MOST);
        for (int bits = 1; bits <= GuessLimit.MOST_ADDRESSES; bits++) {
            limit.failed(new Address.Ip4(bits), "wrong");
        }
        assertThat(limit.size()).isEqualTo(GuessLimit.MOST_ADDRESSES);
        assertThat(limit.isSpent(first)).as("the oldest is forgotten").isFalse();
    }

    private void guess(Address address, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(limit.failed(address, "wrong" + i)).isFalse();
        }
    }
}
