package io.tsocks.launcher;

import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.Place;
import io.tsocks.testing.Sshd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/// An sshd that programs under test log in to as root.
final class Shells implements AutoCloseable {

    private final Sshd sshd;

    private Shells(Sshd sshd) {
        this.sshd = sshd;
    }

    /// Starts it, and puts the key of its user into the workshop.
    static Shells serve(Workshop workshop, NetworkNamespace namespace, String address) {
        return serve(workshop, new Place(namespace, address, 22));
    }

    /// Starts it at a port, and puts the key of its user into the workshop.
    static Shells serve(Workshop workshop, Place place) {
        Sshd sshd = Sshd.start(place);
        try {
            Files.copy(sshd.userKey(), workshop.folder().resolve("user"));
            return new Shells(sshd);
        } catch (IOException e) {
            sshd.close();
            throw new UncheckedIOException(e);
        }
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
    }
}
