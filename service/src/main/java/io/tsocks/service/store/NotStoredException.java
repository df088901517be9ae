package io.tsocks.service.store;

import io.tsocks.net.FileTrouble;
import java.io.IOException;
import java.nio.file.Path;

/// A file of the state cannot be written, for a reason that an administrator can remedy: the disk
/// is full, say. What was there before still is.
public final class NotStoredException extends IOException {

    private static final long serialVersionUID = 1;

    NotStoredException(Path folder, IOException cause) {
        super(folder + " cannot be written: " + FileTrouble.reason(cause), cause);
    }
}
