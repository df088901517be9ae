package io.tsocks.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// OpenSSH's server. The owner of a key logs in as the user who runs the tests, whose shell must
/// not be `nologin`.
public final class Sshd implements AutoCloseable {

    private final Path folder;
    private final RunningProgram program;

    private Sshd(Path folder, RunningProgram program) {
        this.folder = folder;
        this.program = program;
    }

    /// Starts it.
    public static Sshd start(Place place) {
        Path folder = Folders.create("sshd");
        try {
            return new Sshd(folder, start(place, folder));
        } catch (RuntimeException e) {
            Folders.delete(folder);
            throw e;
        }
    }

    /// Starts it with its files in a folder.
    static RunningProgram start(Place place, Path folder) {
        for (String key : List.of("host", "user")) {
            Command.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder + "/" + key)
                    .run();
        }
        String host = place.host().indexOf(':') < 0 ? place.host() : "[" + place.host() + "]";
        Path settings =
                Folders.write(
                        folder.resolve("sshd_config"),
                        """
                        ListenAddress %1$s:%2$d
                        HostKey %3$s/host
                        AuthorizedKeysFile %3$s/user.pub
                        StrictModes no
                        UsePAM no
                        PasswordAuthentication no
                        PermitRootLogin prohibit-password
                        PidFile none
                        """
                                .formatted(host, place.port(), folder));
        makeSeparationFolder();
        String sshd = Programs.get("sshd").toString();
        return RunningProgram.start(
                        place.command(sshd, "-D", "-e", "-f", settings.toString()),
                        folder.resolve("sshd.log"))
                .awaitLog("Server listening on");
    }

    /// Makes the folder for privilege separation, without which an sshd that root starts ends at
    /// once.
    private static void makeSeparationFolder() {
        try {
            if (Root.isMe()) {
                Files.createDirectories(Path.of("/run/sshd"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The private key. ssh rejects the file if other users can read it.
    public Path userKey() {
        return userKey(folder);
    }

    static Path userKey(Path folder) {
        return folder.resolve("user");
    }

    @Override
    public void close() {
        program.close();
        Folders.delete(folder);
    }
}
