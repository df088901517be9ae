package io.tsocks.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// `ssh -D` to an sshd of its own: SOCKS 4, 4a and 5 without login, with CONNECT only. If a request
/// fails, it just closes the connection.
public final class SshDynamic {

    private SshDynamic() {}

    /// Starts it on 127.0.0.1. It logs in as the user who runs the tests, whose shell must not be
    /// `nologin`.
    public static RealServer start() {
        return start(Place.free());
    }

    /// Starts it. It logs in as the user who runs the tests, whose shell must not be `nologin`. The
    /// log contains each request with its destination.
    public static RealServer start(Place place) {
        Path folder = Folders.create("ssh");
        int sshPort = TargetServer.closedPort();
        RunningProgram sshd = sshd(folder, place, sshPort);
        try {
            RunningProgram ssh =
                    RunningProgram.start(ssh(folder, place, sshPort), folder.resolve("ssh.log"));
            ssh.awaitListening(place.port());
            return RealServer.of(place.host(), place.port(), folder, ssh, sshd);
        } catch (RuntimeException e) {
            sshd.close();
            Folders.delete(folder);
            throw e;
        }
    }

    private static RunningProgram sshd(Path folder, Place place, int port) {
        for (String key : new String[] {"host", "user"}) {
            Command.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder + "/" + key)
                    .run();
        }
        Path file =
                Folders.write(
                        folder.resolve("sshd_config"),
                        """
                        ListenAddress 127.0.0.1:%d
                        HostKey %2$s/host
                        AuthorizedKeysFile %2$s/user.pub
                        StrictModes no
                        UsePAM no
                        PasswordAuthentication no
                        PermitRootLogin prohibit-password
                        PidFile none
                        """
                                .formatted(port, folder));
        makeSeparationFolder();
        return RunningProgram.start(
                        place.command(
                                Programs.get("sshd").toString(), "-D", "-e", "-f", file.toString()),
                        folder.resolve("sshd.log"))
                .awaitListening(port);
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

    private static Command ssh(Path folder, Place place, int sshPort) {
        return place.command(
                "ssh",
                "-vv",
                "-F",
                "none",
                "-N",
                "-i",
                folder + "/user",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "BatchMode=yes",
                "-o",
                "ExitOnForwardFailure=yes",
                "-p",
                Integer.toString(sshPort),
                "-D",
                place.host() + ":" + place.port(),
                System.getProperty("user.name") + "@127.0.0.1");
    }
}
