package io.tsocks.sources;

/// Is told what happens to a mirror, in the thread that follows the source.
public interface MirrorListener {

    /// Says nothing.
    MirrorListener SILENT = new MirrorListener() {};

    /// The file has another text.
    ///
    /// @param version what the source calls it
    default void changed(SourceAddress address, String version) {}

    /// What the source has now has errors; the file stays as it is.
    default void rejected(SourceAddress address, String version, String why) {}

    /// The source cannot be reached; the file stays as it is.
    default void lost(SourceAddress address, String why) {}

    /// The source can be reached again.
    default void found(SourceAddress address) {}
}
