package io.tsocks.launcher.supervisor;

import io.tsocks.linux.InetEndpoint;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells whether a command seems to have failed because no name server answered. tsocks does not
/// see the answers to questions that it does not relay, but it sees that a program without an
/// answer connects to nothing.
///
/// Thread-safe.
public final class LookupWatch {

    private volatile @Nullable InetEndpoint nameServer;
    private volatile boolean connected;
    private volatile boolean said;

    /// Records that a program asks a name server.
    void asks(InetEndpoint to) {
        if (nameServer == null) {
            nameServer = to;
        }
    }

    /// Records that a program connects to a destination.
    void connects() {
        connected = true;
    }

    /// Records that the user was told of an unreachable name server.
    void says() {
        said = true;
    }

    /// The name server that was asked first, if the command connected to nothing and the user has
    /// not been told yet.
    public Optional<String> inVain() {
        InetEndpoint asked = nameServer;
        return asked == null || connected || said
                ? Optional.empty()
                : Optional.of(asked.toString());
    }
}
