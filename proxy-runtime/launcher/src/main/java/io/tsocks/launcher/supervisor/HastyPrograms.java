package io.tsocks.launcher.supervisor;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// The programs that write to a non-blocking socket, or read from it, without asking whether it is
/// connected. They would do so in the middle of a handshake, so their connects wait for the outcome
/// even if the socket is non-blocking.
///
/// A program is known by its executable file: what one run of it does, the next one does too.
final class HastyPrograms {

    /// Names of executables that are known to: they take a writable socket for a connected one.
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

    /// What Debian's `eggdrop-1.8.4` and the like end with.
    private static final Pattern VERSION = Pattern.compile("-[0-9.]+$");

    /// More is not remembered: a hostile program may make any number of executables.
    private static final int MOST_REMEMBERED = 1_000;

    private final Set<String> seen = new HashSet<>();

    /// Whether its connects are to wait.
    ///
    /// @param executable its path; empty if it is unknown, which no program is remembered by
    boolean contains(String executable) {
        String name = executable.substring(executable.lastIndexOf('/') + 1);
        return seen.contains(executable) || KNOWN.contains(VERSION.matcher(name).replaceFirst(""));
    }

    /// Remembers a program that has been seen to.
    void add(String executable) {
        if (!executable.isEmpty() && seen.size() < MOST_REMEMBERED) {
            seen.add(executable);
        }
    }
}
