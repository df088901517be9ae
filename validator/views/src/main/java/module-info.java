import org.jspecify.annotations.NullMarked;

/// What is said about policies, for people and programs: answers, explanations, differences and
/// maps as text, JSON, Markdown, SVG and HTML.
@NullMarked
module io.tsocks.views {
    exports io.tsocks.views;

    requires com.fasterxml.jackson.core;
    requires io.tsocks.lint;
    requires transitive io.tsocks.convert;
    requires transitive io.tsocks.engine;
    requires static transitive org.jspecify;
}
