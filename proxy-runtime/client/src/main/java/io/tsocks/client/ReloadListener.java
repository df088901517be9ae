package io.tsocks.client;

import io.tsocks.engine.Policy;
import java.io.IOException;
import java.nio.file.Path;

/// Is told what became of a changed policy file, once for each change, in the thread that looked.
public interface ReloadListener {

    /// The new policy is in force.
    default void reloaded(Path file, Policy policy) {}

    /// The new policy is not in force, the one before it still is: the file has errors
    /// ([InvalidPolicyException]), is empty, vanished or cannot be read.
    default void failed(Path file, IOException reason) {}
}
