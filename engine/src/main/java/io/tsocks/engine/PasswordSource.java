package io.tsocks.engine;

import io.tsocks.net.Secret;

/// Where a policy has the password of a server from.
public sealed interface PasswordSource {

    /// The policy says it (`default_pass`).
    record Given(Secret password) implements PasswordSource {}

    /// It stands in a file (`password_file`), which is read when the policy is loaded for a run.
    ///
    /// @param path of the file
    record InFile(String path) implements PasswordSource {}
}
