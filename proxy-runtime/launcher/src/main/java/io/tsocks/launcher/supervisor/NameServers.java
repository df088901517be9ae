package io.tsocks.launcher.supervisor;

import io.tsocks.net.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The name servers of this machine in resolv.conf(5), which are the only hosts to which questions
/// may go as datagrams; and the search domains, which resolvers append to names.
///
/// A machine that changes its network changes the file, so it is read again when it has changed.
///
/// Not thread-safe: the supervisor's loop owns one, and the relay of questions another.
public final class NameServers {

    private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");

    /// The size of the largest file that is read, in bytes.
    private static final int LARGEST = 1 << 20;

    private static final Pattern LINE = Pattern.compile("nameserver[ \\t]+([0-9A-Fa-f.:]+).*");

    private static final Pattern SEARCH = Pattern.compile("(?:search|domain)[ \\t]+(.*)");

    /// If there is no search domain, that of the machine's own name counts.
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private final Path file;
    private FileTime read = FileTime.fromMillis(0);
    private Set<InetAddress> addresses = Set.of();
    private List<String> search = List.of();

    /// @param file usually `/etc/resolv.conf`; one that is missing, too large or not a regular file
    ///     lists no name server
    NameServers(Path file) {
        this.file = file;
        this.search = domainOfThisMachine();
        reread();
    }

    static NameServers ofThisMachine() {
        return new NameServers(RESOLV_CONF);
    }

    /// Why `/etc/resolv.conf` counts as missing although there is something of that name, in one
    /// sentence for the user; empty if it is read, or if there is nothing.
    public static Optional<String> trouble() {
        return trouble(RESOLV_CONF);
    }

    static Optional<String> trouble(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return isReadable(attributes)
                    ? Optional.empty()
                    : Optional.of(
                            file
                                    + (attributes.isRegularFile()
                                            ? " is larger than " + LARGEST + " bytes"
                                            : " is not a regular file")
                                    + "; it is not read, and lists no name server");
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Whether reading the file ends: a pipe may wait forever, and a device may never be empty.
    private static boolean isReadable(BasicFileAttributes attributes) {
        return attributes.isRegularFile() && attributes.size() <= LARGEST;
    }

    /// Whether the file lists the address.
    boolean contain(InetAddress address) {
        return addresses.contains(address) || (reread() && addresses.contains(address));
    }

    /// The search domain that a name is below.
    ///
    /// @param name in lower case, without a final dot
    /// @return empty if there is none
    Optional<String> searchDomainOf(String name) {
        reread();
        return search.stream().filter(domain -> name.endsWith("." + domain)).findFirst();
    }

    private static List<String> domainOfThisMachine() {
        try {
            String name = Files.readString(HOST_NAME, StandardCharsets.ISO_8859_1).strip();
            int dot = name.indexOf('.');
            return dot < 0 ? List.of() : domains(name.substring(dot + 1));
        } catch (IOException e) {
            return List.of();
        }
    }

    /// The domains in some words, without the root, which every name is below.
    private static List<String> domains(String words) {
        return Arrays.stream(words.strip().split("[ \\t]+", -1))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .map(word -> word.endsWith(".") ? word.substring(0, word.length() - 1) : word)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /// The address in a word, without its scope; empty if the word is not an address.
    private static Optional<InetAddress> literal(String word) {
        return Address.parse(word).map(_ -> InetAddress.ofLiteral(word));
    }

    /// @return whether the file has changed
    private boolean reread() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            FileTime changed = attributes.lastModifiedTime();
            if (changed.equals(read)) {
                return false;
            }
            List<String> lines =
                    isReadable(attributes)
                            ? Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList()
                            : List.of();
            addresses =
                    lines.stream()
                            .map(LINE::matcher)
                            .filter(Matcher::matches)
                            .flatMap(line -> literal(line.group(1)).stream())
                            .collect(Collectors.toUnmodifiableSet());
            // The last such line counts (resolv.conf(5)).
            search =
                    lines.stream()
                            .map(SEARCH::matcher)
                            .filter(Matcher::matches)
                            .reduce((_, last) -> last)
                            .map(line -> domains(line.group(1)))
                            .orElseGet(NameServers::domainOfThisMachine);
            read = changed;
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
