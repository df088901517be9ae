import org.jspecify.annotations.NullMarked;

/// The linter of tsocks.conf. Three lines lint a text:
///
/// ```java
/// for (Finding finding : Linter.lint("tsocks.conf", text).findings()) {
///     System.out.println(finding.problem().message());
/// }
/// ```
///
/// `io.tsocks.lint` looks, fixes and lays out; `io.tsocks.lint.model` is what it finds and what a
/// rule is; `io.tsocks.lint.report` writes findings in the formats of `tsocks-validate`.
@NullMarked
@SuppressWarnings("module") // the modules that write like this one come after it
module io.tsocks.lint {
    exports io.tsocks.lint;
    exports io.tsocks.lint.model;
    exports io.tsocks.lint.output to
            io.tsocks.service,
            io.tsocks.validator,
            io.tsocks.views;
    exports io.tsocks.lint.report;

    requires com.fasterxml.jackson.core;
    requires transitive io.tsocks.engine;
    requires static transitive org.jspecify;
}
