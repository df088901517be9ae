package io.tsocks.engine.options;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The tsocks.conf that is meant if the user names none: the file of the variable TSOCKS_CONF_FILE,
/// whether it exists or not, else `~/.tsocks.conf`, else `/etc/tsocks.conf`.
public sealed interface DefaultConf {

    /// The environment variable that names the file.
    String VARIABLE = "TSOCKS_CONF_FILE";

    /// Where the file is looked for, in words.
    String PLACES = "$" + VARIABLE + ", else ~/.tsocks.conf, else /etc/tsocks.conf";

    /// The file to use.
    ///
    /// @param name its path
    record Found(String name) implements DefaultConf {}

    /// There is no such file.
    ///
    /// @param places the paths that were tried, in order
    record Missing(List<String> places) implements DefaultConf {
        public Missing {
            places = List.copyOf(places);
        }

        /// A message that says that there is no file, and where it may be put; without a final
        /// stop.
        public String message() {
            return "no configuration: "
                    + VARIABLE
                    + " is not set, and there is no "
                    + String.join(" and no ", places);
        }
    }

    /// Looks for the file.
    ///
    /// @param environment gives HOME and the variable
    static DefaultConf of(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (!named.isEmpty()) {
            return new Found(named);
        }
        List<String> places = places(environment.getOrDefault("HOME", ""));
        return places.stream()
                .filter(DefaultConf::exists)
                .findFirst()
                .<DefaultConf>map(Found::new)
                .orElseGet(() -> new Missing(places));
    }

    private static List<String> places(String home) {
        return Stream.of(home.isEmpty() ? "" : home + "/.tsocks.conf", "/etc/tsocks.conf")
                .filter(place -> !place.isEmpty())
                .toList();
    }

    private static boolean exists(String place) {
        try {
            return Files.exists(Path.of(place));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
