package io.tsocks.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Command;
import io.tsocks.testing.Project;
import io.tsocks.testing.RequiresProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Vim with the plugin ALE, set up as the documentation says.
@RequiresProgram({"vim", "script"})
class VimIT {

    /// Waits for findings, writes them, and ends.
    private static final String SESSION =
            """
            function! Look(timer)
              let l:findings = getloclist(0)
              if !empty(l:findings)
                call writefile(map(copy(l:findings), {_, one -> one.lnum . ' ' . one.text}), $RESULT)
                qall!
              endif
            endfunction
            call timer_start(50, 'Look', {'repeat': -1})
            """;

    @TempDir private Path folder;

    @Test
    void findingsAreShown() throws Exception {
        ServerProgram.putInto(folder);
        Path setup = Files.writeString(folder.resolve("vimrc"), setup());
        Path session = Files.writeString(folder.resolve("session.vim"), SESSION);
        Path policy =
                Files.writeString(
                        folder.resolve("office-tsocks.conf"), "fallback = yes\nlocale = 5\n");
        Path result = folder.resolve("findings");
        String vim = "vim -N -n -i NONE -u '%s' -S '%s' '%s'".formatted(setup, session, policy);
        Command.of("script", "-qec", vim, "/dev/null")
                .with("PATH", folder + ":" + System.getenv("PATH"))
                .with("HOME", folder.toString())
                .with("TERM", "xterm")
                .with("RESULT", result.toString())
                .run();
        assertThat(Files.readAllLines(result))
                .anySatisfy(line -> assertThat(line).startsWith("2 TS101: ").contains("locale"));
    }

    private static String setup() throws Exception {
        String page = Files.readString(Project.home().resolve("docs/editors.md"));
        Matcher block = Pattern.compile("(?s)```vim\n(.*?)```").matcher(page);
        assertThat(block.find()).isTrue();
        return block.group(1);
    }
}
