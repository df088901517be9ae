package io.tsocks.launcher.supervisor;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// The programs that write to a non-blocking socket, or read from it, without asking whether it is
/// connected. They would do so in the middle of a handshake, so their connects wait for the outcome
/// even if the socket is non-blocking.
///
/// A program is recognised by its executable file: what one run of it does, the next one does, too.
final class HastyPrograms {

    /// Names of executables that are known to do so: they take a writable socket for a connected
    /// one.
    private static final Set<String> KNOWN =
            Set.of(
                    "eggdrop",
                    "haproxy",
                    "httperf",
                    "lua5.1",
                    "lua5.2",
                    "lua5.3",
                    "lua5.4",
                    "luajit",
                    "redis-benchmark",
                    "wrk");

    /// The version at the end of names such as Debian's `eggdrop-1.8.4`.
    private static final Pattern VERSION = Pattern.compile("-[0-9.]+$");

    /// The most programs that are remembered, because a hostile one may make any number of
    /// executables.
    private static final int MOST_REMEMBERED = 1_000;

    private final Set<String> seen = new HashSet<>();

    /// Whether the connects of a program have to wait.
    ///
    /// @param executable the program's path; empty if it is unknown, which matches no program
    boolean contains(String executable) {
        String name = executable.substring(executable.lastIndexOf('/') + 1);
        return seen.contains(executable) || KNOWN.contains(VERSION.matcher(name).replaceFirst(""));
    }

    /// Remembers a program that was seen to use its socket early.
    void add(String executable) {
        if (!executable.isEmpty() && seen.size() < MOST_REMEMBERED) {
            seen.add(executable);
        }
    }
}
