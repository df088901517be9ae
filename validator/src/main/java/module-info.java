import org.jspecify.annotations.NullMarked;

/// The linter of tsocks.conf, and the commands tsocks-validate and tsocks-route.
@NullMarked
module io.tsocks.validator {
    requires com.fasterxml.jackson.core;
    requires info.picocli;
    requires transitive io.tsocks.engine;
    requires static transitive org.jspecify;
}
