import org.jspecify.annotations.NullMarked;

/// A SOCKS server for tests.
@NullMarked
module io.tsocks.testserver {
    requires static transitive org.jspecify;
    requires static transitive org.junit.jupiter.api;

    exports io.tsocks.testserver;
    exports io.tsocks.testserver.junit;
}
