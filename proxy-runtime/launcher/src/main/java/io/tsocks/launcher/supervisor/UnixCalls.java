package io.tsocks.launcher.supervisor;

import io.tsocks.linux.Errno;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.Notification;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/// Answers connect(2) on AF_UNIX sockets. They stay on the machine, but their servers may connect
/// to the internet: programs such as tmux, emacsclient and gpg let an older process do their work,
/// and the policy does not control that process.
final class UnixCalls {

    /// The most names that are remembered; the owner of any other name is found out each time.
    private static final int MOST_NAMES = 4_096;

    private final Settings settings;
    private final Replies replies;
    private final Reports reports;
    private final NameSockets nameSockets = NameSockets.ofThisMachine();
    private final Set<String> known = new HashSet<>();

    UnixCalls(Settings settings, Replies replies, Reports reports) {
        this.settings = settings;
        this.replies = replies;
        this.reports = reports;
    }

    void connect(Notification call, byte[] sockaddr) {
        String name = InetEndpoint.unixName(sockaddr);
        if (settings.dns() != Settings.Dns.LOCAL && nameSockets.mayHave(name, call.tid())) {
            replies.connect(call, Errno.ECONNREFUSED);
            return;
        }
        boolean goesOn =
                switch (settings.unix()) {
                    case ALLOW -> true;
                    case WARN -> warn(call, name);
                    case DENY -> isOfRun(call, name);
                };
        if (goesOn) {
            replies.listener().letThrough(call.id());
        } else {
            replies.connect(call, Errno.ECONNREFUSED);
        }
    }

    /// Warns once for each name. The owner of a server may change later, but a warning is not worth
    /// a check at every connect.
    private boolean warn(Notification call, String name) {
        if (name.isEmpty() || known.contains(name)) {
            return true;
        }
        UnixServers.Owner owner = settings.unixServers().ownerOf(name, call.tid());
        if (owner != UnixServers.Owner.NOBODY && known.size() < MOST_NAMES) {
            known.add(name);
        }
        if (owner == UnixServers.Owner.OTHERS) {
            reports.delegated(
                    call,
                    text(name),
                    text(name)
                            + " is served by a process outside this tsocks, and the policy does not control"
                            + " that server's connections (--unix=deny refuses, --unix=allow is silent)");
        }
        return true;
    }

    /// Whether the server is known to belong to the run, checked each time anew. If there is no
    /// server, the caller is told just that.
    private boolean isOfRun(Notification call, String name) {
        UnixServers.Owner owner = settings.unixServers().ownerOf(name, call.tid());
        if (owner == UnixServers.Owner.OTHERS) {
            reports.denied(
                    call,
                    Journal.Protocol.UNIX,
                    text(name),
                    "--unix=deny",
                    Errno.ECONNREFUSED,
                    "a process outside this tsocks serves it (--unix=deny)",
                    false);
        }
        return owner == UnixServers.Owner.RUN;
    }

    private static String text(String name) {
        return new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
