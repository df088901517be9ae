package io.tsocks.net;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// The public key that a TLS server must have: the SHA-256 of the `SubjectPublicKeyInfo` of its
/// certificate (RFC 7469, section 2.4), written `sha256/BASE64`.
///
/// @param hex the 32 bytes in hexadecimal digits, in lower case
public record KeyPin(String hex) implements Comparable<KeyPin> {

    private static final String ALGORITHM = "sha256/";
    private static final int DIGEST_BYTES = 32;

    private static final String OF_NOTHING =
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// The 32 bytes in Base64, with the final `=`.
    private static final int DIGEST_LETTERS = 44;

    public KeyPin {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("no SHA-256: " + hex);
        }
    }

    /// Reads one: `sha256/BASE64`, or as curl has it `sha256//BASE64`.
    ///
    /// @return empty if the text is none
    public static Optional<KeyPin> parse(String text) {
        if (!text.startsWith(ALGORITHM)) {
            return Optional.empty();
        }
        String digest = text.substring(ALGORITHM.length());
        boolean ofCurl = digest.length() == DIGEST_LETTERS + 1 && digest.startsWith("/");
        return decoded(ofCurl ? digest.substring(1) : digest);
    }

    private static Optional<KeyPin> decoded(String digest) {
        if (digest.length() != DIGEST_LETTERS) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(digest);
            return bytes.length == DIGEST_BYTES
                    ? Optional.of(new KeyPin(HexFormat.of().formatHex(bytes)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Whether this is the pin of a key.
    ///
    /// @param sha256 of its `SubjectPublicKeyInfo`
    public boolean matches(byte[] sha256) {
        return Arrays.equals(HexFormat.of().parseHex(hex), sha256);
    }

    /// Whether it is the SHA-256 of no bytes at all. Commands print that if they are given no key.
    public boolean isOfNothing() {
        return hex.equals(OF_NOTHING);
    }

    @Override
    public int compareTo(KeyPin other) {
        return hex.compareTo(other.hex);
    }

    /// `sha256/BASE64`.
    @Override
    public String toString() {
        return ALGORITHM + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }
}
