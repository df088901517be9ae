package io.tsocks.service.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a caller may do. Each role may do all that those before it may.
public enum Role {
    /// Ask questions, also about texts of its own.
    READ,
    /// Try a candidate, go back to an earlier revision, close connections.
    OPERATE,
    /// Apply a policy, and see its passwords.
    ADMIN;

    /// The name in files and messages.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The role of a name.
    public static Optional<Role> of(String label) {
        return Arrays.stream(values()).filter(role -> role.label().equals(label)).findFirst();
    }

    /// Whether this role may do what needs another.
    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }
}
