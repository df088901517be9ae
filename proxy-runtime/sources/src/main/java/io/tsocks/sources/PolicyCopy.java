package io.tsocks.sources;

import java.util.Arrays;

/// A policy as a source had it at some time. Immutable.
public final class PolicyCopy {

    private final byte[] bytes;
    private final String tag;

    PolicyCopy(byte[] bytes, String tag) {
        this.bytes = bytes.clone();
        this.tag = tag;
    }

    /// The text.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// What the source calls this version: a revision of etcd, or the entity tag of a web server.
    public String tag() {
        return tag;
    }

    boolean hasText(byte[] other) {
        return Arrays.equals(bytes, other);
    }
}
