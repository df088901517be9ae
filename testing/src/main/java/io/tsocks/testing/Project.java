package io.tsocks.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// The places of files while the tests run.
public final class Project {

    private Project() {}

    /// The project's own folder, which holds the parent pom.xml.
    public static Path home() {
        return Path.of(System.getProperty("tsocks.home", "..")).toAbsolutePath().normalize();
    }

    /// A collection of real tsocks.conf files, with the answers of the original tsocks, which is
    /// kept beside the project and not in it. The test is skipped if it is absent.
    public static Path corpus() {
        return besideTheProject("corpus");
    }

    /// The networks of a full BGP table, kept beside the project. The test is skipped if it is
    /// absent.
    public static Path networks() {
        return besideTheProject("data").resolve("bgp-prefixes.txt.gz");
    }

    private static Path besideTheProject(String folder) {
        Path path = home().resolve("../shared").resolve(folder).normalize();
        Assumptions.assumeTrue(Files.isDirectory(path), () -> "absent: " + path);
        return path;
    }
}
