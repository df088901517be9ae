package io.tsocks.testing;

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
        RunningProgram sshd =
                Sshd.start(new Place(place.namespace(), "127.0.0.1", sshPort), folder);
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

    private static Command ssh(Path folder, Place place, int sshPort) {
        return place.command(
                "ssh",
                "-vv",
                "-F",
                "none",
                "-N",
                "-i",
                Sshd.userKey(folder).toString(),
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
