import org.jspecify.annotations.NullMarked;

/// The commands tsocks-validate and tsocks-route.
@NullMarked
module io.tsocks.validator {
    requires info.picocli;
    requires io.tsocks.lint;
    requires io.tsocks.views;
    requires static transitive org.jspecify;
}
