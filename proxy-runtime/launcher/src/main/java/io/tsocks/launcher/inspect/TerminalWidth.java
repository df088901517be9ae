package io.tsocks.launcher.inspect;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How wide a text may be.
final class TerminalWidth {

    /// What a file or a pipe takes.
    private static final int UNLIMITED = Integer.MAX_VALUE;

    /// The width of a terminal that does not say it.
    private static final int USUAL = 80;

    private TerminalWidth() {}

    /// In characters: what the variable COLUMNS says, else the terminal; without one, any width.
    static int of(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        if (columns.matches("[1-9][0-9]{0,4}")) {
            return Integer.parseInt(columns);
        }
        return isTerminal(System.console()) ? ofTerminal() : UNLIMITED;
    }

    private static boolean isTerminal(@Nullable Console console) {
        return console != null && console.isTerminal();
    }

    /// Java has no call for it. stty(1) prints rows and columns; 0 if they are not known.
    private static int ofTerminal() {
        try {
            Process stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(new File("/dev/tty"))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String size =
                    new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return size.matches("[0-9]+ [1-9][0-9]{0,4}\\s*")
                    ? Integer.parseInt(size.strip().replaceFirst(".* ", ""))
                    : USUAL;
        } catch (IOException e) {
            return USUAL;
        }
    }
}
