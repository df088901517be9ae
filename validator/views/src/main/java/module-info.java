import org.jspecify.annotations.NullMarked;

/// What is said about policies, for people and programs: answers, explanations, differences and
/// maps as text, JSON, Markdown, SVG and HTML.
@NullMarked
module io.tsocks.views {
    exports io.tsocks.views;

    requires io.tsocks.lint;
    requires transitive com.fasterxml.jackson.core;
    requires transitive io.tsocks.convert;
    requires transitive io.tsocks.engine;
    requires static transitive org.jspecify;
}
