package io.tsocks.grammar;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Which tsocks.conf is meant where a user names none: that of the variable TSOCKS_CONF_FILE,
/// whether it exists or not, else `~/.tsocks.conf`, else `/etc/tsocks.conf`.
public sealed interface DefaultConf {

    /// The variable that names one.
    String VARIABLE = "TSOCKS_CONF_FILE";

    /// This one.
    ///
    /// @param name its path
    record Found(String name) implements DefaultConf {}

    /// There is none.
    ///
    /// @param places where one was looked for, in order
    record Missing(List<String> places) implements DefaultConf {
        public Missing {
            places = List.copyOf(places);
        }

        /// That there is none, and where it might be; without a final stop.
        public String message() {
            return "no configuration: "
                    + VARIABLE
                    + " is not set, and there is no "
                    + String.join(" and no ", places);
        }
    }

    /// Looks for it.
    ///
    /// @param environment where HOME and the variable are taken from
    static DefaultConf of(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (!named.isEmpty()) {
            return new Found(named);
        }
        String home = environment.getOrDefault("HOME", "");
        List<String> places =
                Stream.of(home.isEmpty() ? "" : home + "/.tsocks.conf", "/etc/tsocks.conf")
                        .filter(place -> !place.isEmpty())
                        .toList();
        return places.stream()
                .filter(DefaultConf::exists)
                .findFirst()
                .<DefaultConf>map(Found::new)
                .orElseGet(() -> new Missing(places));
    }

    private static boolean exists(String place) {
        try {
            return Files.exists(Path.of(place));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
