package io.tsocks.net;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/// The escapes of a URI (RFC 3986, section 2.1): a `%` and two hexadecimal digits for each byte of
/// UTF-8.
final class UriEscapes {

    private UriEscapes() {}

    /// A text without its escapes; empty if one is none, or the bytes are not UTF-8.
    static Optional<String> decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] escaped = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < escaped.length; i++) {
            if (escaped[i] != '%') {
                bytes.write(escaped[i]);
            } else if (isEscape(escaped, i)) {
                bytes.write(
                        HexFormat.fromHexDigit(escaped[i + 1]) * 16
                                + HexFormat.fromHexDigit(escaped[i + 2]));
                i += 2;
            } else {
                return Optional.empty();
            }
        }
        return utf8(bytes.toByteArray());
    }

    private static boolean isEscape(byte[] escaped, int percent) {
        return percent + 2 < escaped.length
                && HexFormat.isHexDigit(escaped[percent + 1])
                && HexFormat.isHexDigit(escaped[percent + 2]);
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /// A text with escapes.
    ///
    /// @param plain what stands unescaped beside letters and digits of ASCII
    static String escaped(String text, String plain) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || plain.indexOf(c) >= 0)) {
                escaped.append(c);
            } else {
                escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return escaped.toString();
    }
}
