package io.tsocks.launcher.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {

    @ParameterizedTest
    @CsvSource({
        "gateway.example, gateway.example, 1080",
        "gateway.example:9, gateway.example, 9",
        "10.1.7.25:65535, 10.1.7.25, 65535",
        "::1, ::1, 1080",
        "[::1], ::1, 1080",
        "[2001:db8::1]:443, 2001:db8::1, 443"
    })
    void everySpellingIsRead(String text, String host, int port) {
        assertThat(Endpoint.parse(text, 1080)).isEqualTo(new Endpoint(host, port));
    }
}
