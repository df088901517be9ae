package io.tsocks.client;

import io.tsocks.engine.Policy;
import java.io.IOException;
import java.nio.file.Path;

/// Is told the outcome of each change of a policy file, once, in the thread that looked at the
/// file.
public interface ReloadListener {

    /// The new policy is in force.
    default void reloaded(Path file, Policy policy) {}

    /// The new policy is not in force, and the one before it still is, because the file has errors
    /// ([InvalidPolicyException]), is empty, vanished or cannot be read.
    default void failed(Path file, IOException reason) {}
}
