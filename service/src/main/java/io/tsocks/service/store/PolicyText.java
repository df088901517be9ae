package io.tsocks.service.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The bytes of a policy, exactly as they came.
public final class PolicyText {

    private final byte[] bytes;
    private final String sha256;

    private PolicyText(byte[] bytes) {
        this.bytes = bytes;
        this.sha256 = HexFormat.of().formatHex(digest(bytes));
    }

    /// The text of these bytes, which are copied.
    public static PolicyText of(byte[] bytes) {
        return new PolicyText(bytes.clone());
    }

    /// The text of these characters, in UTF-8.
    public static PolicyText of(String text) {
        return new PolicyText(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /// A copy of the bytes.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// The bytes for writing.
    ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /// How many bytes it has.
    public int length() {
        return bytes.length;
    }

    /// Its SHA-256, in 64 hexadecimal digits.
    public String sha256() {
        return sha256;
    }

    /// Whether both have the same bytes.
    @Override
    public boolean equals(Object other) {
        return other instanceof PolicyText text && sha256.equals(text.sha256);
    }

    @Override
    public int hashCode() {
        return sha256.hashCode();
    }

    /// Its digest, and never its bytes, which may hold a password.
    @Override
    public String toString() {
        return "sha256:" + sha256;
    }
}
