package io.tsocks.launcher.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The servers of AF_UNIX on this machine, as /proc/net/unix lists them: which of them belong to
/// the run, and which would act outside of it for a program that asks them to.
///
/// Nothing in here looks at the file system of a path, because that could take any time.
public final class UnixServers {

    private static final int FLAGS = 3;
    private static final int TYPE = 4;
    private static final int INODE = 6;
    private static final int NAME = 7;

    /// `__SO_ACCEPTCON` of the kernel: the socket listens.
    private static final String LISTENING = "00010000";

    private static final String DATAGRAMS = "0002";

    private final Set<String> older;

    private UnixServers(Set<String> older) {
        this.older = older;
    }

    /// The owner of a server.
    enum Owner {
        /// A process of the run, and its socket was made in the run, too.
        RUN,
        /// Another process, or an unknown one.
        OTHERS,
        /// There is no such server.
        NOBODY
    }

    /// A socket that takes connections or datagrams.
    ///
    /// @param inode the number of the socket, which no other open socket has
    /// @param name the path to which it was bound, or `@` and an abstract name
    record Server(String inode, String name) {

        /// Reads a line of /proc/net/unix; empty if it does not describe a server with a name.
        static Stream<Server> of(String line) {
            String[] row = line.strip().split(" +", NAME + 1);
            boolean isServer =
                    row.length > NAME
                            && (row[FLAGS].equals(LISTENING) || row[TYPE].equals(DATAGRAMS));
            return isServer ? Stream.of(new Server(row[INODE], row[NAME])) : Stream.empty();
        }

        private String lastName() {
            return lastNameOf(name);
        }
    }

    /// Records the servers that are older than the run. Call this before the run begins.
    public static UnixServers beforeTheRun() {
        return new UnixServers(
                servers("self").stream().map(Server::inode).collect(Collectors.toSet()));
    }

    /// The owner of the server that a thread would reach.
    ///
    /// The same file may have several paths, and a relative path begins differently. So if no
    /// server was bound to exactly this name, all servers with the same file name count. If several
    /// servers count, one that does not belong to the run is enough.
    ///
    /// @param name a path, or `@` and an abstract name
    Owner ownerOf(String name, int tid) {
        Set<Server> all = new HashSet<>(servers("self"));
        all.addAll(servers(Integer.toString(tid)));
        List<Server> meant = all.stream().filter(server -> server.name().equals(name)).toList();
        if (meant.isEmpty() && !name.startsWith("@")) {
            String last = lastNameOf(name);
            meant = all.stream().filter(server -> server.lastName().equals(last)).toList();
        }
        if (meant.isEmpty()) {
            return Owner.NOBODY;
        }
        Set<String> inodes = meant.stream().map(Server::inode).collect(Collectors.toSet());
        return isOfRun(inodes) ? Owner.RUN : Owner.OTHERS;
    }

    private static String lastNameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private boolean isOfRun(Set<String> inodes) {
        if (inodes.stream().anyMatch(older::contains)) {
            return false;
        }
        Set<String> missing = links(inodes);
        ProcessHandle.current()
                .descendants()
                .takeWhile(_ -> !missing.isEmpty())
                .forEach(
                        process -> missing.removeAll(OpenFiles.of(process.pid()).orElse(Set.of())));
        return missing.isEmpty();
    }

    private static Set<String> links(Set<String> inodes) {
        return inodes.stream()
                .map(inode -> "socket:[" + inode + "]")
                .collect(Collectors.toCollection(HashSet::new));
    }

    /// The servers in the network namespace of a process.
    private static Collection<Server> servers(String process) {
        Path table = Path.of("/proc/" + process + "/net/unix");
        try (Stream<String> lines = Files.lines(table, StandardCharsets.ISO_8859_1)) {
            return lines.flatMap(Server::of).collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException e) {
            return Set.of();
        }
    }
}
