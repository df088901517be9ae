package io.tsocks.launcher.supervisor;

import io.tsocks.linux.InetEndpoint;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether a command seems to have failed for want of a name server that answers. tsocks does not
/// see the answers to questions that go as the program sends them, but it sees that a program which
/// got none connects to nothing.
///
/// Thread-safe.
public final class LookupWatch {

    private volatile @Nullable InetEndpoint nameServer;
    private volatile boolean connected;
    private volatile boolean said;

    /// A program asks a name server.
    void asks(InetEndpoint to) {
        if (nameServer == null) {
            nameServer = to;
        }
    }

    /// A program connects to something.
    void connects() {
        connected = true;
    }

    /// The user is told of a name server that cannot be reached.
    void says() {
        said = true;
    }

    /// The name server that was asked first, if nothing was connected to and nothing was said yet.
    public Optional<String> inVain() {
        InetEndpoint asked = nameServer;
        return asked == null || connected || said
                ? Optional.empty()
                : Optional.of(asked.toString());
    }
}
