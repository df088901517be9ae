package io.tsocks.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Seeds;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    private static final String NUMBER = "(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    private static final Pattern DOTTED =
            Pattern.compile(
                    NUMBER + "[.]" + NUMBER + "[.]" + NUMBER + "[.]" + NUMBER, Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.4.",
                ".1.2.3.4",
                "1..2.3",
                "01.2.3.4",
                "1.2.3.256",
                "1.2.3.0004",
                "1.2.3.4 ",
                "+1.2.3.4",
                "-1.2.3.4",
                "0x1.2.3.4",
                "1.2.3.\u0664",
                "99999999999.1.1.1",
                "[::1]",
                "fe80::1%lo",
                "::1]",
                ":",
                "localhost"
            })
    void whatIsNoAddressIsEmpty(String text) {
        assertThat(Address.parse(text)).isEmpty();
    }

    @Test
    void ipv6IsReadWithoutBracketsAndMappedAddressesAreIpv4() {
        assertThat(Address.parse("2001:db8::1")).contains(Address.of(0x2001_0db8_0000_0000L, 1));
        assertThat(Address.parse("::ffff:10.1.2.3")).contains(new Address.Ip4(0x0a01_0203));
    }

    @Test
    void ipv4IsWhatFourNumbersAre() {
        RandomGenerator random = Seeds.random(1);
        for (int i = 0; i < 20_000; i++) {
            String text = text(random);
            assertThat(Address.parse(text)).as("seed 1: " + text).isEqualTo(byPattern(text));
        }
    }

    /// Mostly nearly an address.
    private static String text(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        int parts = random.nextInt(10) == 0 ? random.nextInt(7) : 4;
        for (int i = 0; i < parts; i++) {
            text.append(i == 0 ? "" : ".").append(random.nextInt(300));
        }
        if (random.nextInt(5) == 0) {
            int at = random.nextInt(text.length() + 1);
            text.insert(at, "0.: x\u0660%".charAt(random.nextInt(7)));
        }
        return text.toString();
    }

    private static Optional<Address> byPattern(String text) {
        Matcher matcher = DOTTED.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int bits = 0;
        for (int i = 1; i <= 4; i++) {
            bits = bits << 8 | Integer.parseInt(matcher.group(i));
        }
        return Optional.of(new Address.Ip4(bits));
    }
}
