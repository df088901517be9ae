package io.tsocks.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Command;
import io.tsocks.testing.RequiresProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The units for systemd, as systemd reads them.
@RequiresProgram("systemd-analyze")
class ServiceUnitsIT {

    private static final Path UNITS = Image.HOME.resolve("share/systemd");

    @TempDir private Path folder;

    /// A unit names the place where an administrator has put the image; here it is elsewhere.
    @ParameterizedTest
    @CsvSource({
        "tsocksd.service, --system, /usr/lib/tsocks",
        "tsocksd-user.service, --user, %h/.local/lib/tsocks"
    })
    void systemdFindsNothingToWarnOf(String name, String manager, String place) throws Exception {
        String text = Files.readString(UNITS.resolve(name));
        assertThat(text).contains("ExecStart=" + place + "/bin/tsocksd ");
        Path unit = folder.resolve("tsocksd.service");
        Files.writeString(unit, text.replace(place, Image.HOME.toAbsolutePath().toString()));
        verify(manager, unit);
    }

    @Test
    void systemdListensForTheService() throws Exception {
        String text = Files.readString(UNITS.resolve("tsocksd.service"));
        Files.writeString(
                folder.resolve("tsocksd.service"),
                text.replace("/usr/lib/tsocks", Image.HOME.toAbsolutePath().toString()));
        Path socket = folder.resolve("tsocksd.socket");
        Files.copy(UNITS.resolve("tsocksd.socket"), socket);
        verify("--system", socket);
    }

    private void verify(String manager, Path unit) {
        Command.Result result =
                Command.of("systemd-analyze", "verify", manager, "--man=no", unit.toString())
                        .with("XDG_RUNTIME_DIR", folder.toString())
                        .result();
        assertThat(result.errors().lines().filter(line -> line.contains(unit.toString())))
                .isEmpty();
        assertThat(result.status()).as(result.errors()).isZero();
    }
}
