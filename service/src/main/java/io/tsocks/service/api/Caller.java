package io.tsocks.service.api;

/// Who sends a request.
///
/// @param name of the credential, for the audit; never the credential itself
public record Caller(String name, Role role) {

    /// Whoever can open the AF_UNIX socket: the service's own user, and root.
    static final Caller LOCAL = new Caller("local", Role.ADMIN);
}
