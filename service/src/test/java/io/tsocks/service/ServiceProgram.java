package io.tsocks.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `tsocksd` as a process of its own, from the classes of this build.
final class ServiceProgram {

    private ServiceProgram() {}

    /// The words that start it.
    ///
    /// @param folder with the policy, `tsocks.conf`, and for the state
    static List<String> words(Path folder, String... options) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                TsocksdMain.class.getName(),
                                "--policy",
                                folder.resolve("tsocks.conf").toString(),
                                "--state",
                                folder.resolve("state").toString()));
        words.addAll(List.of(options));
        return words;
    }
}
