package io.tsocks.lint.model;

/// The content of a rule's page, for people who have a finding in front of them.
///
/// @param what what the rule finds
/// @param why why that is bad
/// @param bad a file with a finding
/// @param good the same file as it should be, without a finding
/// @param fix what `--fix` and `--unsafe-fixes` do about it
public record Page(String what, String why, Example bad, Example good, String fix) {

    /// The `fix` of a rule whose findings no edit can fix.
    public static final String NO_FIX =
            "There is no automatic fix: only the author knows what is meant.";

    /// The lines of a server, which make an example a complete file.
    public static final String SERVER =
            """
            server = 127.0.0.1
            server_type = 5
            """;

    /// A complete file with one path.
    public static final String PATH =
            """
            path {
                reaches = 150.0.0.0/255.255.0.0
                server = 127.0.0.1
                server_type = 5
            }
            fallback = yes
            """;

    /// A page with examples that only their owner can read.
    public static Page of(String what, String why, String bad, String good, String fix) {
        return new Page(what, why, Example.of(bad), Example.of(good), fix);
    }
}
