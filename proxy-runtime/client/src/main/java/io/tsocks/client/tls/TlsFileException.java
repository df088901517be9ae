package io.tsocks.client.tls;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A file of certificates or keys cannot be used. The message names the file, what is wrong with
/// it, and what to do. It holds nothing of a key.
final class TlsFileException extends IOException {

    private static final long serialVersionUID = 1;

    TlsFileException(Path file, String what, String advice) {
        super(file + ": " + what + "; " + advice);
    }

    static TlsFileException unreadable(Path file, IOException cause) {
        String what =
                switch (cause) {
                    case NoSuchFileException ignored -> "there is no such file";
                    case AccessDeniedException ignored -> "this user may not read it";
                    default -> "it cannot be read (" + cause.getClass().getSimpleName() + ")";
                };
        TlsFileException unreadable =
                new TlsFileException(file, what, "check the path and who may read it");
        unreadable.initCause(cause);
        return unreadable;
    }
}
