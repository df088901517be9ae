package io.tsocks.launcher.supervisor;

import io.tsocks.net.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The name servers of this machine, as resolv.conf(5) lists them: the only ones that datagrams may
/// go to because they are questions.
///
/// A machine that changes its network changes the file, so it is read again when it has changed.
///
/// Not thread-safe: the supervisor's loop owns it.
final class NameServers {

    private static final Pattern LINE = Pattern.compile("nameserver[ \\t]+([0-9A-Fa-f.:]+).*");

    private final Path file;
    private FileTime read = FileTime.fromMillis(0);
    private Set<InetAddress> addresses = Set.of();

    /// @param file usually `/etc/resolv.conf`; a missing one lists no name server
    NameServers(Path file) {
        this.file = file;
        reread();
    }

    static NameServers ofThisMachine() {
        return new NameServers(Path.of("/etc/resolv.conf"));
    }

    /// Whether the file lists the address.
    boolean contain(InetAddress address) {
        return addresses.contains(address) || (reread() && addresses.contains(address));
    }

    /// Empty if the word is not an address; a scope is ignored.
    private static Optional<InetAddress> literal(String word) {
        return Address.parse(word).map(_ -> InetAddress.ofLiteral(word));
    }

    /// @return whether the file has changed
    private boolean reread() {
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            if (changed.equals(read)) {
                return false;
            }
            addresses =
                    Files.readString(file, StandardCharsets.ISO_8859_1)
                            .lines()
                            .map(LINE::matcher)
                            .filter(Matcher::matches)
                            .flatMap(line -> literal(line.group(1)).stream())
                            .collect(Collectors.toUnmodifiableSet());
            read = changed;
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
