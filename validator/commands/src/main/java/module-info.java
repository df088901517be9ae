import org.jspecify.annotations.NullMarked;

/// The commands tsocks-validate and tsocks-route.
@NullMarked
@SuppressWarnings(
        "module") // The modules whose commands are run in the same way are built after this.
module io.tsocks.validator {
    exports io.tsocks.validator to
            io.tsocks.lsp,
            io.tsocks.service;

    requires transitive info.picocli;
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.dataformat.toml;
    requires io.tsocks.lint;
    requires io.tsocks.views;
    requires static transitive org.jspecify;
}
