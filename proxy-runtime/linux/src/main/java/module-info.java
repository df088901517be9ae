import org.jspecify.annotations.NullMarked;

/// The Linux kernel's interfaces as Java sees them.
@NullMarked
@SuppressWarnings("module") // The launcher is built after this.
module io.tsocks.linux {
    exports io.tsocks.linux to
            io.tsocks.launcher;

    requires transitive io.tsocks.net;
    requires static transitive org.jspecify;
}
