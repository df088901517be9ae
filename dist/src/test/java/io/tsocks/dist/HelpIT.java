package io.tsocks.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpIT {

    private static final Path SHARE = Image.HOME.resolve("share");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tsocks",
                "tsocks-inspect",
                "tsocks-lsp",
                "tsocks-route",
                "tsocks-validate",
                "tsocks-validate convert",
                "tsocksd",
                "tsocksd status",
                "tsocksd apply",
                "tsocksd check",
                "tsocksd rollback",
                "tsocksd tail"
            })
    void manualPageAndCompletionsKnowEveryOption(String command) throws Exception {
        List<String> words = List.of((command + " --help").split(" ", -1));
        String program = words.getFirst();
        String help =
                Image.run(
                                Image.HOME.resolve("bin").resolve(program),
                                words.subList(1, words.size()).toArray(String[]::new))
                        .out();
        List<String> options =
                Pattern.compile("(?m)^ +(?:-\\w, )?(--[\\w-]+)")
                        .matcher(help)
                        .results()
                        .map(match -> match.group(1))
                        .toList();
        String manual = Files.readString(SHARE.resolve(manual(program)));
        String bash = Files.readString(SHARE.resolve("bash-completion/completions/" + program));
        String zsh = Files.readString(SHARE.resolve("zsh/site-functions/_" + program));
        assertThat(options).contains("--help", "--version");
        assertThat(manual.replace("\\-", "-")).contains(options);
        assertThat(bash).contains(options);
        assertThat(zsh).contains(options);
        String fish =
                Files.readString(SHARE.resolve("fish/vendor_completions.d/" + program + ".fish"));
        assertThat(fish).contains(options.stream().map(HelpIT::inFish).toList());
    }

    private static String inFish(String option) {
        return " -l " + option.substring(2) + " ";
    }

    private static String manual(String program) {
        return program.equals("tsocksd") ? "man/man8/tsocksd.8" : "man/man1/" + program + ".1";
    }
}
