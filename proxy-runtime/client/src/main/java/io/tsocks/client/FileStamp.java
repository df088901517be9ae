package io.tsocks.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/// What differs between two looks at a file if it was written to or replaced meanwhile.
///
/// @param key which file it is, behind symbolic links; null if the system does not say
/// @param changed when its content or attributes changed (`ctime`), which no program can set back;
///     the time of the last modification if the system has no other
/// @param isRegular false for pipes and devices, which can be read once only
record FileStamp(
        @Nullable Object key, FileTime modified, FileTime changed, long size, boolean isRegular) {

    private static final String UNIX = "unix";

    static FileStamp of(Path file) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        FileTime modified = now.lastModifiedTime();
        FileTime changed =
                file.getFileSystem().supportedFileAttributeViews().contains(UNIX)
                        ? (FileTime) Files.getAttribute(file, UNIX + ":ctime")
                        : modified;
        return new FileStamp(now.fileKey(), modified, changed, now.size(), now.isRegularFile());
    }
}
