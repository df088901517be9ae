package io.tsocks.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Finds the command to run, as the bytes that the user typed: Java's strings depend on the locale
/// and may have lost some bytes.
final class CommandLine {

    private CommandLine() {}

    /// The last arguments of this process, or a shell if there are none.
    ///
    /// @param arguments the arguments of `main`
    /// @param from the index of the command in them
    static List<byte[]> of(String[] arguments, int from, Map<String, String> environment) {
        if (from >= arguments.length) {
            String shell = environment.getOrDefault("SHELL", "");
            return List.of((shell.isEmpty() ? "/bin/sh" : shell).getBytes(UTF_8));
        }
        List<byte[]> raw = ownArguments();
        int count = arguments.length - from;
        return raw.size() > count
                ? raw.subList(raw.size() - count, raw.size())
                : List.of(arguments).subList(from, arguments.length).stream()
                        .map(word -> word.getBytes(UTF_8))
                        .toList();
    }

    private static List<byte[]> ownArguments() {
        try {
            return words(Files.readAllBytes(Path.of("/proc/self/cmdline")));
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<byte[]> words(byte[] all) {
        List<byte[]> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] == 0) {
                words.add(Arrays.copyOfRange(all, start, i));
                start = i + 1;
            }
        }
        return words;
    }
}
