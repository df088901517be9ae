package io.tsocks.engine;

/// The files that a policy names.
public final class FilePaths {

    private FilePaths() {}

    /// The path of a file that a policy names. A relative one starts at the directory of the
    /// policy's file, not at the working directory; a link to the policy's file is not
    /// followed. In a policy without a file it starts at the working directory. `~` and variables
    /// are part of the name.
    ///
    /// @param policy the name of the policy's file, as in [io.tsocks.grammar.ConfFile#name]
    /// @param path as the policy has it
    public static String resolve(String policy, String path) {
        int slash = policy.lastIndexOf('/');
        return path.startsWith("/") || slash < 0 ? path : policy.substring(0, slash + 1) + path;
    }
}
