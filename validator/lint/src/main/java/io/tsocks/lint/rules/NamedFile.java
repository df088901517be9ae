package io.tsocks.lint.rules;

import io.tsocks.engine.FilePaths;
import io.tsocks.grammar.Statement;
import io.tsocks.lint.model.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/// A file that a policy names, as it is on this machine. It is never opened: only its attributes
/// are asked for.
record NamedFile(String path) {

    static NamedFile of(Subject subject, Statement.FileName line) {
        return new NamedFile(FilePaths.resolve(subject.file().name(), line.path()));
    }

    /// Why tsocks could not use it; empty if nothing is known that speaks against it.
    Optional<String> trouble() {
        Path file;
        try {
            file = Path.of(path);
        } catch (InvalidPathException _) {
            return Optional.of("cannot exist in the locale's character set");
        }
        try {
            if (!Files.exists(file)) {
                return Optional.of("does not exist on this machine");
            }
            if (Files.isDirectory(file)) {
                return Optional.of("is a directory");
            }
            if (!Files.isReadable(file)) {
                return Optional.of("cannot be read by this user");
            }
            return Files.isRegularFile(file) && Files.size(file) == 0
                    ? Optional.of("is empty")
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.of("cannot be examined");
        }
    }

    /// Whether every user of the machine can read it.
    boolean isReadableByOthers() {
        try {
            Path file = Path.of(path);
            return Files.isRegularFile(file)
                    && Files.getPosixFilePermissions(file)
                            .contains(PosixFilePermission.OTHERS_READ);
        } catch (InvalidPathException | UnsupportedOperationException | IOException _) {
            // nothing is known of permissions on a file system without them
            return false;
        }
    }
}
