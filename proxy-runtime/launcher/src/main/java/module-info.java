import org.jspecify.annotations.NullMarked;

/// The commands tsocks and tsocks-inspect.
@NullMarked
module io.tsocks.launcher {
    requires info.picocli;
    requires transitive io.tsocks.client;
    requires io.tsocks.linux;
    requires jdk.unsupported;
    requires static transitive org.jspecify;
}
