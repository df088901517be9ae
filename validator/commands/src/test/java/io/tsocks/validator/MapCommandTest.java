package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Resolver;
import io.tsocks.testing.Approved;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapCommandTest {

    @TempDir private Path folder;

    @Test
    void aMapIsDrawnAsSvg() throws IOException {
        Approved.verify("map.svg", drawn("map.svg", "-f", Confs.OFFICE));
    }

    @Test
    void aMapOfAChangeShowsOnlyWhatChanges() throws IOException {
        Approved.verify(
                "map-diff.svg", drawn("map.svg", "--diff", Confs.OFFICE, DiffCommandTest.CHANGED));
    }

    @Test
    void aNetworkIsDrawnInDetail() throws IOException {
        String svg = drawn("map.svg", "-f", Confs.OFFICE, "--focus", "10.1.2.0/24");
        Approved.verify("map-focus.svg", svg);
        assertThat(svg).contains("where connections to 10.1.0.0/16 go", "256 addresses, 0.4 %");
        assertThat(map("map", "-f", Confs.OFFICE, "--focus", "10.0.0.0/8").out())
                .contains("10.0.0.0 ", " 10.255.255.255\n", "10.127.255.255 ", " 10.128.0.0\n");
        String change =
                drawn("map.svg", "--diff", "--focus", "10.0.0.0/8", Confs.OFFICE, Confs.NAMES);
        assertThat(change).contains(" in 10.0.0.0/8<");
    }

    @Test
    void smallNetworksAreEnlargedUnderTheMap() throws IOException {
        String conf =
                Confs.write(
                        folder,
                        "local = 192.0.2.64/255.255.255.192",
                        "path {",
                        "reaches = 198.51.100.7/255.255.255.255",
                        "server = 192.0.2.66",
                        "}",
                        "server = 192.0.2.65");
        assertThat(all(drawn("map.svg", "-f", conf), "<text class=\"(?:name|call)\"[^>]*>([^<]*)<"))
                .contains("192.0.0.0/16", "192.0.2.64/26", "198.51.0.0/16", "198.51.100.7");
    }

    @Test
    void aMapIsWrittenAsJsonForProgramsThatDraw() throws IOException {
        String json = drawn("map.json", "-f", Confs.OFFICE, "--focus", "10.1.0.0/16");
        assertThat(json)
                .startsWith("{\"title\":\"office.conf: where connections to 10.1.0.0/16 go\",")
                .contains("\"section\":\"10.1.0.0/16\",\"first\":167837696,\"blockLength\":32,");
        assertThat(all(json, "\"blocks\":(\\d+)").stream().mapToInt(Integer::parseInt).sum())
                .isEqualTo(65536);
    }

    @Test
    void aFocusThatIsNoNetworkIsRejected() {
        CommandRun run = map("map", "-f", Confs.OFFICE, "--focus", "2001:db8::/32");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err())
                .isEqualTo(
                        "tsocks-route: --focus takes a network of IPv4, such as 10.0.0.0/8:"
                                + " 2001:db8::/32 is not of IPv4\n");
    }

    @Test
    void namesAreATableUnderTheMap() throws IOException {
        Approved.verify("map-names.svg", drawn("map.svg", "-f", Confs.NAMES));
        assertThat(drawn("map.html", "-f", Confs.NAMES)).contains(">.corp.example</text>");
        Approved.verify(
                "map-names-diff.svg",
                drawn("map.svg", "--diff", Confs.NAMES, DiffCommandTest.NAMES_CHANGED));
        Approved.verify(
                "map-names-letters.txt",
                underMap(map("map", "-f", Confs.NAMES))
                        + underMap(
                                map("map", "--diff", Confs.NAMES, DiffCommandTest.NAMES_CHANGED)));
    }

    private static String underMap(CommandRun run) {
        return run.out().substring(run.out().indexOf("128.0.0.0\n"));
    }

    @Test
    void ofVeryManyNamesTheFirstAreDrawnAndTheOthersCounted() throws IOException {
        String[] lines =
                IntStream.range(0, 1000)
                        .mapToObj(i -> "local = n" + i + ".test")
                        .toArray(String[]::new);
        String svg = drawn("map.svg", "-f", Confs.write(folder, lines));
        assertThat(svg).contains(">n39.test<", ">and 961 more<").doesNotContain(">n40.test<");
    }

    @Test
    void aMapOfManyNetworksStaysSmall() throws IOException {
        String[] lines =
                IntStream.range(0, 4000)
                        .map(i -> 16 * i)
                        .mapToObj(i -> "local = " + (i >> 8) + "." + (i & 255) + ".0.0/255.254.0.0")
                        .toArray(String[]::new);
        String svg = drawn("map.svg", "-f", Confs.write(folder, lines));
        assertThat(svg.split("<path", -1)).hasSizeBetween(256, 600);
        assertThat(svg).contains("11.0.0.0/8: 32 of its 256 /16 networks\ndirect");
        assertThat(svg.length()).isLessThan(250_000);
    }

    @Test
    void aPageHoldsTheMapAndSaysWhereThePointerIs() throws IOException {
        String svg = drawn("map.svg", "-f", Confs.OFFICE);
        assertThat(drawn("map.html", "-f", Confs.OFFICE))
                .startsWith("<!DOCTYPE html>")
                .contains(svg)
                .contains("pointermove");
    }

    @Test
    void theTerminalsMapIsOfLettersWhereThereAreNoColours() {
        CommandRun run = map("map", "-f", Confs.OFFICE);
        Approved.verify("map-letters.txt", run.transcript());
        assertThat(map("map", "-f", Confs.OFFICE, "-o", "-").out()).isEqualTo(run.out());
    }

    @Test
    void theTerminalsMapOfAChangeLeavesTheRestBlank() {
        Approved.verify(
                "map-diff-letters.txt",
                map("map", "--diff", Confs.OFFICE, DiffCommandTest.CHANGED).transcript());
    }

    @Test
    void theTerminalsMapIsColouredUnlessNoColorIsSet() {
        Approved.verify("map-colours.txt", onTerminal(Map.of()));
        assertThat(onTerminal(Map.of("NO_COLOR", "1"))).doesNotContain("\u001b");
    }

    @Test
    void aDifferenceOfTwoTakesNoThird() {
        CommandRun run =
                CommandRun.of(
                        new RouteCommand(io.tsocks.engine.Resolver.system()),
                        "map",
                        "--diff",
                        "-f",
                        "/nowhere/x",
                        Confs.OFFICE,
                        Confs.OFFICE);
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err())
                .isEqualTo(
                        "tsocks-route: --diff takes two configurations, OLD and NEW, and no -f\n");
    }

    @Test
    void theLegendHasEveryServerWithinThePictureAndInAColourOfItsOwn() throws IOException {
        String name = "a-very-long-host-name-for-a-socks-server.department.example.com";
        String paths =
                IntStream.range(1, 60)
                        .mapToObj(
                                i ->
                                        "path {\nreaches = %d.0.0.0/8\nserver = %s\nserver_type = 5\n}\n"
                                                .formatted(i + 20, i == 9 ? name : "10.0.0." + i))
                        .collect(Collectors.joining());
        Path conf = Files.writeString(folder.resolve("many.conf"), "local = 10.0.0.0/8\n" + paths);
        String svg = drawn("many.svg", "-f", conf.toString());
        int height = Integer.parseInt(first(svg, "viewBox=\"0 0 1440 (\\d+)\""));
        assertThat(all(svg, "<text class=\"(?:name|detail)\" x=\"\\d+\" y=\"(\\d+)\""))
                .allSatisfy(y -> assertThat(Integer.parseInt(y)).isLessThan(height));
        assertThat(all(svg, "<text class=\"name\"[^>]*>([^<]*)<"))
                .contains("via socks5://10.0.0.59:1080", "refused")
                .allSatisfy(text -> assertThat(text.length()).isLessThanOrEqualTo(34));
        List<String> colours = all(svg, "\\n\\.[a-z0-9]+\\{fill:(#[0-9a-f]{6})\\}\\.i");
        assertThat(colours).hasSizeGreaterThan(60).doesNotHaveDuplicates();
    }

    private static String first(String text, String pattern) {
        return all(text, pattern).getFirst();
    }

    private static List<String> all(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().map(m -> m.group(1)).toList();
    }

    @Test
    void badUsageIsOneLine() {
        assertThat(map("map", "-o", "map.png").err())
                .isEqualTo(
                        "tsocks-route: cannot draw map.png: the name has to end in .svg, .html or"
                                + " .json, or be -\n");
        assertThat(map("map", "--diff", Confs.OFFICE).err())
                .isEqualTo("tsocks-route: --diff takes two configurations, OLD and NEW\n");
        assertThat(map("map", Confs.OFFICE).exitCode()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(map("map", "-f", Confs.OFFICE, "-o", folder + "/no/map.svg").err())
                .isEqualTo(
                        "tsocks-route: cannot write "
                                + folder
                                + "/no/map.svg: there is no such folder\n");
    }

    @Test
    void theHelpIsApproved() {
        Approved.verify("map-help.txt", map("map", "--help").transcript());
    }

    private String drawn(String name, String... arguments) throws IOException {
        Path file = folder.resolve(name);
        String[] words = new String[arguments.length + 3];
        words[0] = "map";
        words[1] = "-o";
        words[2] = file.toString();
        System.arraycopy(arguments, 0, words, 3, arguments.length);
        CommandRun run = map(words);
        assertThat(run.exitCode()).as(run.transcript()).isEqualTo(ExitCode.CLEAN);
        return Files.readString(file);
    }

    private static CommandRun map(String... words) {
        return CommandRun.of(new RouteCommand(Resolver.none()), words);
    }

    private static String onTerminal(Map<String, String> environment) {
        var out = new ByteArrayOutputStream();
        var print = new PrintStream(out, false, StandardCharsets.UTF_8);
        var context =
                new CommandContext(
                        new ByteArrayInputStream(new byte[0]),
                        print,
                        print,
                        environment,
                        () -> true,
                        CommandContext.Input.OPEN);
        CommandRunner.run(new RouteCommand(Resolver.none()), context, "map", "-f", Confs.OFFICE);
        print.flush();
        return out.toString(StandardCharsets.UTF_8);
    }
}
