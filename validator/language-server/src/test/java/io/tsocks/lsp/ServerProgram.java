package io.tsocks.lsp;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/// The program `tsocks-lsp` of the classes under test.
final class ServerProgram {

    private ServerProgram() {}

    /// Puts it into a folder, for the PATH of an editor.
    static void putInto(Path folder) throws IOException {
        String modules = System.getProperty("jdk.module.path", "");
        String classes = System.getProperty("java.class.path");
        String all = modules.isEmpty() ? classes : modules + File.pathSeparator + classes;
        Path program =
                Files.writeString(
                        folder.resolve("tsocks-lsp"),
                        "#!/bin/sh\nexec "
                                + System.getProperty("java.home")
                                + "/bin/java -XX:TieredStopAtLevel=1 -cp '"
                                + all
                                + "' io.tsocks.lsp.LspMain \"$@\"\n");
        Files.setPosixFilePermissions(
                program,
                Set.of(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.OWNER_EXECUTE));
    }
}
