package io.tsocks.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageIT {

    private static final Path ROUTE = Image.HOME.resolve("bin/tsocks-route");
    private static final Path VALIDATE = Image.HOME.resolve("bin/tsocks-validate");
    private static final String OFFICE = Project.home().resolve("samples/office.conf").toString();
    private static final String ANSWER = "via socks5://10.1.7.26:1081 (path at line 20)\n";

    @TempDir private Path folder;

    @Test
    void itNeedsNothingOfTheEnvironment() throws Exception {
        Image.Outcome outcome = Image.run(ROUTE, "-f", OFFICE, "10.1.2.3:80");
        assertThat(outcome).isEqualTo(new Image.Outcome(0, ANSWER, ""));
    }

    /// Their licences want their texts beside the program.
    @ParameterizedTest
    @CsvSource({
        "io.tsocks/LICENSE, Apache License",
        "io.tsocks.antlr/LICENSE, The ANTLR Project",
        "helidon/LICENSE.txt, Apache License",
        "jackson-core/NOTICE, Jackson",
        "io.tsocks.prometheus/NOTICE, Prometheus"
    })
    void theLicencesOfWhatIsInItAreInIt(String file, String words) throws Exception {
        assertThat(Files.readString(Image.HOME.resolve("legal").resolve(file))).contains(words);
    }

    @ParameterizedTest
    @CsvSource({"samples/office.conf, 0", "nowhere.conf, 78"})
    void theAgentForOtherJavaProgramsIsInIt(String policy, int status) throws Exception {
        Path agent = Image.HOME.resolve("share/java/tsocks-agent.jar");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Image.Outcome outcome =
                Image.run(
                        java,
                        "-javaagent:" + agent + "=" + Project.home().resolve(policy),
                        "-version");
        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(status);
    }

    @Test
    void itRunsFromWhereverItIsMoved() throws Exception {
        Path moved = copy(Image.HOME, folder.resolve("another place"));
        Image.Outcome outcome =
                Image.run(
                        Map.of("TSOCKS_JAVA_OPTIONS", "-XX:AOTMode=on"),
                        moved.resolve("bin/tsocks-route"),
                        "-f",
                        OFFICE,
                        "10.1.2.3:80");
        assertThat(outcome).isEqualTo(new Image.Outcome(0, ANSWER, ""));
    }

    @Test
    void itRunsThroughSymbolicLinks() throws Exception {
        Path linkedFolder = Files.createSymbolicLink(folder.resolve("tsocks"), Image.HOME);
        Path linkedProgram = Files.createSymbolicLink(folder.resolve("route"), ROUTE);
        Path linkToLink =
                Files.createSymbolicLink(
                        folder.resolve("r"), linkedFolder.resolve("bin").resolve("tsocks-route"));
        for (Path program :
                new Path[] {linkedFolder.resolve("bin/tsocks-route"), linkedProgram, linkToLink}) {
            Image.Outcome outcome =
                    Image.run(
                            Map.of("PATH", "/usr/bin:/bin"), program, "-f", OFFICE, "10.1.2.3:80");
            assertThat(outcome).as("%s", program).isEqualTo(new Image.Outcome(0, ANSWER, ""));
        }
    }

    /// With this mode a cache that is missing, or made for other options, ends the program.
    @ParameterizedTest
    @ValueSource(
            strings = {"tsocks", "tsocks-inspect", "tsocks-route", "tsocks-validate", "tsocksd"})
    void itsCacheIsInUse(String program) throws Exception {
        Image.Outcome outcome =
                Image.run(
                        Map.of("TSOCKS_JAVA_OPTIONS", "-XX:AOTMode=on"),
                        Image.HOME.resolve("bin").resolve(program),
                        "--version");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
    }

    /// What a Java machine makes for a switch over types or for a record, no cache keeps, and
    /// making it took a third of a short run.
    @ParameterizedTest
    @ValueSource(strings = {"tsocks-route -f CONF 10.1.2.3:80", "tsocks-validate CONF"})
    void aShortRunMakesNoCodeOfItsOwn(String run) throws Exception {
        Path log = folder.resolve("classes.txt");
        String[] words = run.replace("CONF", OFFICE).split(" ", -1);
        words[0] = Image.HOME.resolve("bin").resolve(words[0]).toString();
        Image.Outcome outcome =
                Image.run(
                        Map.of("TSOCKS_JAVA_OPTIONS", "-Xlog:class+load:file=" + log),
                        Path.of(words[0]),
                        Arrays.copyOfRange(words, 1, words.length));
        assertThat(outcome.exitCode()).isZero();
        assertThat(Files.readAllLines(log))
                .anyMatch(line -> line.contains("io.tsocks.grammar.ConfParser "))
                .filteredOn(line -> !line.contains("shared objects file"))
                .noneMatch(line -> line.contains("TypeSwitch") || line.contains("LambdaForm"));
    }

    /// Forms of method handles that no cache keeps are made at each start, and with those of the
    /// native calls that takes as long as a Hello World; and a first connect is waited for, too.
    @Test
    void theCacheHasTheFormsOfNativeCallsAndAConnect() throws Exception {
        Path log = folder.resolve("classes.txt");
        Image.Outcome outcome =
                Image.run(
                        Map.of("TSOCKS_JAVA_OPTIONS", "-Xlog:class+load:file=" + log),
                        Image.HOME.resolve("bin/tsocks"),
                        "-f",
                        OFFICE,
                        "--",
                        "true");
        assertThat(outcome.exitCode()).isZero();
        String shared = " source: shared objects file";
        assertThat(Files.readAllLines(log))
                .anyMatch(line -> line.endsWith("io.tsocks.linux.Native" + shared))
                .anyMatch(line -> line.contains(".supervisor.ServerHandshake" + shared))
                .filteredOn(line -> !line.contains("shared objects file"))
                .noneMatch(line -> line.contains("LambdaForm$DMH") || line.contains("Species_"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "", "C.UTF-8"})
    void filesMayHaveAnyNameInAnyLocale(String locale) throws Exception {
        String inHome =
                "home=$(printf \"$1/jos\\303\\251\") && mkdir \"$home\""
                        + " && cp \"$2\" \"$home/.tsocks.conf\""
                        + " && HOME=\"$home\" LC_ALL="
                        + locale
                        + " \"$0\" \"$3\"";
        String clean = Project.home().resolve("samples/ssh.conf").toString();
        Image.Outcome validated =
                Image.shell(
                        inHome.replace("\"$3\"", ""),
                        VALIDATE.toString(),
                        folder.toString(),
                        clean);
        assertThat(validated.out()).isEqualTo(folder + "/jos\u00e9/.tsocks.conf: no findings\n");
        assertThat(validated.err()).isEmpty();
        Image.Outcome routed =
                Image.shell(
                        inHome.replace("mkdir", "test -d"),
                        ROUTE.toString(),
                        folder.toString(),
                        clean,
                        "127.0.0.1");
        assertThat(routed.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCacheThatCannotBeUsedLeavesTheAnswerClean(boolean isMissing) throws Exception {
        Path copy = copy(Image.HOME, folder.resolve("copy"));
        Path cache = copy.resolve("lib/tsocks-route.aot");
        if (isMissing) {
            Files.delete(cache);
        } else {
            Files.writeString(cache, "not a cache");
        }
        Image.Outcome outcome =
                Image.run(copy.resolve("bin/tsocks-route"), "-f", OFFICE, "10.1.2.3:80");
        assertThat(outcome).isEqualTo(new Image.Outcome(0, ANSWER, ""));
    }

    @Test
    void optionsMeantForOtherJavaProgramsDoNotReachIt() throws Exception {
        Image.Outcome outcome =
                Image.run(
                        Map.of(
                                "JAVA_TOOL_OPTIONS", "-Dsome=thing",
                                "JDK_JAVA_OPTIONS", "-Dsome=thing",
                                "_JAVA_OPTIONS", "-Dsome=thing"),
                        ROUTE,
                        "-f",
                        OFFICE,
                        "10.1.2.3:80");
        assertThat(outcome).isEqualTo(new Image.Outcome(0, ANSWER, ""));
    }

    @Test
    void aCommandRunsWithItsOwnJavaOptionsAndStatus() throws Exception {
        Image.Outcome outcome =
                Image.run(
                        Map.of("JAVA_TOOL_OPTIONS", "-Dsome=thing", "PATH", "/usr/bin:/bin"),
                        Image.HOME.resolve("bin/tsocks"),
                        "-f",
                        OFFICE,
                        "sh",
                        "-c",
                        "echo $JAVA_TOOL_OPTIONS; exit 7");
        assertThat(outcome).isEqualTo(new Image.Outcome(7, "-Dsome=thing\n", ""));
    }

    @Test
    void theCommandHasTheVariablesThatTsocksWasGiven() throws Exception {
        Map<String, String> given =
                Map.of(
                        "PATH",
                        "/usr/bin:/bin",
                        "name",
                        "n",
                        "value",
                        "v",
                        "home",
                        "h",
                        "self",
                        "s",
                        "LC_ALLOWED",
                        "l",
                        "JAVA_TOOL_OPTIONS_TOO",
                        "j");
        Image.Outcome outcome =
                Image.run(
                        given,
                        Image.HOME.resolve("bin/tsocks"),
                        "-f",
                        OFFICE,
                        "sh",
                        "-c",
                        "echo $name $value $home $self $LC_ALLOWED $JAVA_TOOL_OPTIONS_TOO ${LC_ALL-unset} ${TSOCKS_ADDED_LC_ALL-unset}");
        assertThat(outcome).isEqualTo(new Image.Outcome(0, "n v h s l j unset unset\n", ""));
    }

    @Test
    void aPolicyMayHaveANameThatTheLocaleHasNoLettersFor() throws Exception {
        String text =
                "file=$(printf '%s/\\303\\251.conf' "
                        + folder
                        + "); cp "
                        + OFFICE
                        + " \"$file\"; LC_ALL=C exec "
                        + Image.HOME.resolve("bin/tsocks")
                        + " -f \"$file\" sh -c 'echo $LC_ALL'";
        Image.Outcome outcome =
                Image.run(Map.of("PATH", "/usr/bin:/bin"), Path.of("/bin/sh"), "-c", text);
        assertThat(outcome).isEqualTo(new Image.Outcome(0, "C\n", ""));
    }

    @Test
    void findingsAreOnStandardOutput() throws Exception {
        String mistakes = Project.home().resolve("samples/mistakes.conf").toString();
        Image.Outcome outcome = Image.run(VALIDATE, mistakes);
        assertThat(outcome.out()).contains(mistakes + ":4:9: error: ").contains(": 7 errors");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isEqualTo(1);
    }

    @Test
    void answersThatCannotBeWrittenAreAFailure() throws Exception {
        Image.Outcome outcome =
                Image.shell(
                        "exec \"$0\" -f \"$1\" 10.1.2.3:80 >/dev/full", ROUTE.toString(), OFFICE);
        assertThat(outcome.err())
                .isEqualTo(
                        "tsocks-route: cannot write to standard output: No space left on device\n");
        assertThat(outcome.exitCode()).isEqualTo(2);
    }

    @Test
    void aReaderThatHasSeenEnoughEndsItQuietly() throws Exception {
        Image.Outcome outcome =
                Image.shell(
                        "yes 10.1.2.3:80 | \"$0\" -f \"$1\" - | head -n 1",
                        ROUTE.toString(),
                        OFFICE);
        assertThat(outcome).isEqualTo(new Image.Outcome(0, "10.1.2.3:80\t" + ANSWER, ""));
    }

    /// Batch systems limit what a process may reserve.
    @Test
    void twoGigabytesOfAddressesAreEnough() throws Exception {
        Image.Outcome outcome =
                Image.shell(
                        "ulimit -v 2000000; exec \"${0%-route}\" -f \"$1\" sh -c 'exit 7'",
                        ROUTE.toString(), OFFICE);
        assertThat(outcome).isEqualTo(new Image.Outcome(7, "", ""));
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return to;
    }
}
