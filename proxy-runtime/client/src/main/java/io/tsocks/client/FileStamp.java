package io.tsocks.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/// The state of a file at one look. Two stamps differ if the file was written to or replaced in
/// between.
///
/// @param key identifies the file that symbolic links lead to; null if the system does not say
/// @param changed when the content or attributes last changed (`ctime`), which no program can set
///     back; the modification time if the system has no such time
/// @param isRegular false for pipes and devices, which can be read only once
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
