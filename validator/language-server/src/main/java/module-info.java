import org.jspecify.annotations.NullMarked;

/// The command tsocks-lsp, a language server for tsocks.conf.
@NullMarked
module io.tsocks.lsp {
    requires com.fasterxml.jackson.core;
    requires io.tsocks.lint;
    requires io.tsocks.validator;
    requires io.tsocks.views;
    requires static transitive org.jspecify;
}
