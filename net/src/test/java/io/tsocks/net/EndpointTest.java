package io.tsocks.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tsocks.testing.Seeds;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3:80, 10.1.2.3, 80",
        "10.1.2.3, 10.1.2.3, 0",
        "host.example:443, host.example, 443",
        "my_host-1, my_host-1, 0",
        "caf\u00e9.example:80, caf\u00e9.example, 80",
        "[2001:db8::1]:65535, 2001:db8::1, 65535",
        "[2001:db8::1], 2001:db8::1, 0",
        "2001:db8::1, 2001:db8::1, 0",
        "::1, ::1, 0",
        "::ffff:10.1.2.3, ::ffff:10.1.2.3, 0",
    })
    void everyWayToWriteAnEndpointIsRead(String text, String host, int port) throws Exception {
        assertThat(Endpoint.parse(text)).isEqualTo(new Endpoint(host, port));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"|no host",
                ":80|no host",
                "10.1.2.3:|'' is not a port (1 to 65535)",
                "10.1.2.3:0|'0' is not a port (1 to 65535)",
                "10.1.2.3:65536|'65536' is not a port (1 to 65535)",
                "host:http|'http' is not a port (1 to 65535)",
                "host:+80|'+80' is not a port (1 to 65535)",
                "host:٨٠|'٨٠' is not a port (1 to 65535)",
                "10.1.2|'10.1.2' is not an IPv4 address (four numbers from 0 to 255)",
                "10.1.2.256|'10.1.2.256' is not an IPv4 address (four numbers from 0 to 255)",
                "http://host/|a URL; give its host and port, as HOST:PORT",
                "10.0.0.0/8|a network or a path; give one address, or a host name",
                "[2001:db8::1|no closing ] after the IPv6 address",
                "[2001:db8::1]80|after ] only :PORT may follow",
                "2001:db8::1::2|'2001:db8::1::2' is not an IPv6 address;"
                        + " with a port it is written [ADDRESS]:PORT",
                "[10.1.2.3]:80|'10.1.2.3' is not an IPv6 address;"
                        + " with a port it is written [ADDRESS]:PORT",
                "ho st|'ho st' is not a host name (letters, digits, '-', '_' and dots)",
            })
    void whatIsNoEndpointSaysWhy(String text, String message) {
        assertThatExceptionOfType(Endpoint.MalformedException.class)
                .isThrownBy(() -> Endpoint.parse(text))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "0x7f.1|'0x7f.1' is not a host name: its last label is a number, as in an address",
                "0x7f000001:80|'0x7f000001' is not a host name: its last label is a number, as in"
                        + " an address",
                "foo.1:80|'foo.1' is not a host name: its last label is a number, as in an address",
                "a..b:80|'a..b' is not a host name: a label is empty",
                ".corp|'.corp' is not a host name: a label is empty",
                ".|'.' is not an IPv4 address (four numbers from 0 to 255)",
                "1234567890123456789012345678901234567890123456789012345678901234.test|"
                        + "'1234567890123456789012345678901234567890123456789012345678901234.test'"
                        + " is not a host name: a label has more than 63 octets"
            })
    void aDestinationThatIsNoNameSaysWhy(String text, String message) {
        assertThatExceptionOfType(Endpoint.MalformedException.class)
                .isThrownBy(() -> Endpoint.parseStrictly(text))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "x\u3002corp:80, x.corp, 80",
        "x\uff0ecorp\uff61, x.corp., 0",
        "caf\u00e9.example:80, caf\u00e9.example, 80",
        "my_host-1, my_host-1, 0",
        "10.1.2.3:80, 10.1.2.3, 80",
        "2001:db8::1, 2001:db8::1, 0"
    })
    void namesAndAddressesAreDestinations(String text, String host, int port) throws Exception {
        assertThat(Endpoint.parseStrictly(text)).isEqualTo(new Endpoint(host, port));
    }

    @Test
    void itIsWrittenAsItIsRead() throws Exception {
        for (String text :
                new String[] {"10.1.2.3:80", "host", "[2001:db8::1]:80", "2001:db8::1"}) {
            assertThat(Endpoint.parse(text)).hasToString(text);
        }
        assertThat(Endpoint.parse("::1").orPort(1080)).hasToString("[::1]:1080");
        assertThat(Endpoint.parse("::1.2.3.4").orPort(1080).port()).isEqualTo(1080);
    }

    @Test
    void anyTextIsAnEndpointOrMalformed() {
        Seeds.first(5000).forEach(EndpointTest::isAnEndpointOrMalformed);
    }

    private static void isAnEndpointOrMalformed(long seed) {
        RandomGenerator random = Seeds.random(seed);
        String alphabet = "0123456789abf.:[]/-_ \u00e9%\t";
        var text = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        try {
            Endpoint read = Endpoint.parse(text.toString());
            assertThat(read.port()).as("seed %d: %s", seed, text).isBetween(0, 65535);
            assertThat(read.host()).as("seed %d: %s", seed, text).isNotEmpty();
        } catch (Endpoint.MalformedException e) {
            assertThat(e.reason()).as("seed %d: %s", seed, text).isNotEmpty();
        }
    }
}
