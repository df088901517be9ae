package io.tsocks.net;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// Why a file could not be read or written, in words for a person: the messages of Java's
/// exceptions are mostly no more than the name of the file.
public final class FileTrouble {

    private FileTrouble() {}

    /// The reason without the file's name, and without a final stop.
    public static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException ignored -> "there is no such file";
            case AccessDeniedException ignored -> "permission denied";
            case CharacterCodingException ignored -> "it is not a text in UTF-8";
            case FileSystemException file when file.getReason() != null -> file.getReason();
            case IOException ignored -> String.valueOf(e.getMessage());
        };
    }

    /// The reason, with the file's name if it is known.
    public static String withFile(IOException e) {
        return e instanceof FileSystemException file && file.getFile() != null
                ? file.getFile() + ": " + reason(e)
                : reason(e);
    }
}
