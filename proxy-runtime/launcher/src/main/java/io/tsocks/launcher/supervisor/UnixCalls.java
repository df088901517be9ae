package io.tsocks.launcher.supervisor;

import io.tsocks.linux.Errno;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.Notification;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Answers connect(2) on AF_UNIX sockets. They stay on the machine, but who serves there may go on
/// to the internet by himself: programs such as tmux, emacsclient and gpg have a process that ran
/// before do their work, and the policy does not control that one.
final class UnixCalls {

    /// Services that ask name servers for others, where the question would not be seen.
    private static final List<String> NAME_SERVICES =
            List.of(
                    "/var/run/nscd/",
                    "/run/nscd/",
                    "/run/systemd/resolve/",
                    "/var/run/avahi-daemon/",
                    "/run/avahi-daemon/");

    /// So many names are remembered; of a further one it is found out each time whose it is.
    private static final int MOST_NAMES = 4_096;

    private final Settings settings;
    private final Replies replies;
    private final Reports reports;
    private final Set<String> known = new HashSet<>();

    UnixCalls(Settings settings, Replies replies, Reports reports) {
        this.settings = settings;
        this.replies = replies;
        this.reports = reports;
    }

    void connect(Notification call, byte[] sockaddr) {
        String name = InetEndpoint.unixName(sockaddr);
        if (settings.dns() != Settings.Dns.LOCAL
                && NAME_SERVICES.stream().anyMatch(name::startsWith)) {
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

    /// Says it once for each name. Whose server it is may change later; a warning is worth no
    /// question at every connect.
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

    /// Refuses what is not known to be of the run, each time anew. Where nobody serves, that is all
    /// there is to say.
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
