import org.jspecify.annotations.NullMarked;

/// The Linux kernel's interfaces as Java sees them.
@NullMarked
@SuppressWarnings("module") // The launcher and the service are built after this.
module io.tsocks.linux {
    exports io.tsocks.linux to
            io.tsocks.launcher,
            io.tsocks.service;

    requires transitive io.tsocks.net;
    requires static transitive org.jspecify;
}
