package io.tsocks.launcher;

import io.tsocks.testing.Command;
import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.RunningProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// An sshd that programs under test log in to as root.
final class Shells implements AutoCloseable {

    /// Apart from the workshop: sshd takes a host key only if nobody else can read it.
    private final Path folder;

    private final RunningProgram sshd;

    private Shells(Path folder, RunningProgram sshd) {
        this.folder = folder;
        this.sshd = sshd;
    }

    /// Starts it, and puts the key of its user into the workshop.
    static Shells serve(Workshop workshop, NetworkNamespace namespace, String address) {
        try {
            Path folder = Files.createTempDirectory("tsocks-sshd-");
            Path user = workshop.folder().resolve("user");
            makeKey(folder.resolve("host"));
            makeKey(user);
            Path settings =
                    Files.writeString(
                            folder.resolve("sshd.conf"),
                            """
                            ListenAddress %s:22
                            HostKey %s/host
                            AuthorizedKeysFile %s.pub
                            StrictModes no
                            UsePAM no
                            PasswordAuthentication no
                            PermitRootLogin prohibit-password
                            PidFile none
                            """
                                    .formatted(address, folder, user));
            Files.createDirectories(Path.of("/run/sshd"));
            RunningProgram sshd =
                    namespace.start(
                            workshop.folder().resolve("sshd.log"),
                            "/usr/sbin/sshd",
                            "-D",
                            "-e",
                            "-f",
                            settings.toString());
            return new Shells(folder, sshd.awaitListening(22));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void makeKey(Path file) {
        Command.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString()).run();
    }

    /// A command in the workshop that says hello on the other side. ssh takes a key only from a
    /// file that nobody else can read, so each user has a copy.
    static String greeting(String host) {
        return "k=$(mktemp); cat user >$k; ssh -F none -i $k -o StrictHostKeyChecking=no"
                + " -o UserKnownHostsFile=/dev/null -o BatchMode=yes -o LogLevel=ERROR root@"
                + host
                + " echo hello";
    }

    @Override
    public void close() {
        sshd.close();
        Command.of("rm", "-rf", folder.toString()).run();
    }
}
