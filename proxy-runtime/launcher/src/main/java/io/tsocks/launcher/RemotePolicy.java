package io.tsocks.launcher;

import io.tsocks.net.Excerpt;
import io.tsocks.net.Printable;
import io.tsocks.sources.Mirror;
import io.tsocks.sources.MirrorListener;
import io.tsocks.sources.MirrorState;
import io.tsocks.sources.SourceAddress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Fetches a policy that is kept in etcd or on a web server, once, before the command is run.
final class RemotePolicy {

    private RemotePolicy() {}

    /// The file with the policy that the source has now, or with the last good copy if the source
    /// cannot be reached or has errors; a line then says so.
    ///
    /// @throws PolicySource.NoPolicyException if the source gives no good policy and there is no
    ///     copy, or if the URI or a file that it names cannot be used
    static Path file(String uri, Map<String, String> environment, PrintStream err)
            throws PolicySource.NoPolicyException {
        try (Mirror mirror =
                Mirror.open(SourceAddress.parse(uri), folder(environment), MirrorListener.SILENT)) {
            warning(mirror.state())
                    .ifPresent(
                            why ->
                                    err.println(
                                            "tsocks: "
                                                    + mirror.address()
                                                    + ": "
                                                    + Printable.of(Excerpt.of(why))
                                                    + "; the copy from before is used"));
            return mirror.file();
        } catch (IllegalArgumentException e) {
            throw refused("the policy " + withoutUser(uri) + ": " + e.getMessage());
        } catch (IOException e) {
            throw refused(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused("interrupted while the policy was fetched");
        }
    }

    private static Optional<String> warning(MirrorState state) {
        return switch (state) {
            case MirrorState.Current _ -> Optional.empty();
            case MirrorState.Rejected(var _, var _, String why) -> Optional.of(why);
            case MirrorState.Kept(var _, String why) -> Optional.of(why);
        };
    }

    /// Where copies are kept: as the XDG Base Directory Specification says for state.
    private static Path folder(Map<String, String> environment)
            throws PolicySource.NoPolicyException {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        if (state.startsWith("/")) {
            return Path.of(state, "tsocks");
        }
        String home = environment.getOrDefault("HOME", "");
        if (home.isEmpty()) {
            throw refused("the copy of the policy has no place: set HOME or XDG_STATE_HOME");
        }
        return Path.of(home, ".local", "state", "tsocks");
    }

    private static PolicySource.NoPolicyException refused(String why) {
        return new PolicySource.NoPolicyException("tsocks: " + Printable.of(why) + "\n");
    }

    /// A password that somebody wrote into the URI is shown to no one.
    private static String withoutUser(String uri) {
        return uri.replaceFirst("//[^/@]*@", "//...@");
    }
}
