package io.tsocks.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPinTest {

    /// The SHA-256 of nothing (FIPS 180-4).
    private static final String OF_NOTHING = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    @Test
    void aPinIsADigestInBase64() {
        KeyPin pin = KeyPin.parse("sha256/" + OF_NOTHING).orElseThrow();
        assertThat(pin).hasToString("sha256/" + OF_NOTHING);
        assertThat(pin.hex()).startsWith("e3b0c442").endsWith("7852b855");
        assertThat(pin.isOfNothing()).isTrue();
    }

    @Test
    void theSpellingOfCurlIsTheSamePin() {
        assertThat(KeyPin.parse("sha256//" + OF_NOTHING))
                .isEqualTo(KeyPin.parse("sha256/" + OF_NOTHING));
    }

    @Test
    void aDigestMayBeginWithASlash() {
        byte[] digest = new byte[32];
        digest[0] = (byte) 0xff;
        String base64 = Base64.getEncoder().encodeToString(digest);
        assertThat(base64).startsWith("/");
        KeyPin pin = KeyPin.parse("sha256/" + base64).orElseThrow();
        assertThat(pin.matches(digest)).isTrue();
        assertThat(pin.isOfNothing()).isFalse();
        assertThat(KeyPin.parse("sha256//" + base64)).contains(pin);
    }

    @Test
    void onlyTheSameDigestMatches() throws Exception {
        KeyPin pin = KeyPin.parse("sha256/" + OF_NOTHING).orElseThrow();
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        assertThat(pin.matches(sha256.digest())).isTrue();
        assertThat(pin.matches(sha256.digest("a".getBytes(StandardCharsets.UTF_8)))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256/",
                "sha1/2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
                OF_NOTHING,
                "SHA256/" + OF_NOTHING,
                "sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
                "sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuF==",
                "sha256/47DEQpj8HBSa+_TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
                "sha256///" + OF_NOTHING,
                "sha256/" + OF_NOTHING + "=",
            })
    void anythingElseIsNone(String text) {
        assertThat(KeyPin.parse(text)).isEmpty();
    }
}
