import org.jspecify.annotations.NullMarked;

/// A SOCKS server for tests.
@NullMarked
module io.tsocks.testserver {
    requires io.tsocks.protocol;
    requires static transitive org.jspecify;
    // Optional, and not transitive: a program without JUnit compiles against this module, too.
    requires static org.junit.jupiter.api;

    exports io.tsocks.testserver;
    exports io.tsocks.testserver.junit;
}
