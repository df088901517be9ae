package io.tsocks.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.lint.model.Edit;
import io.tsocks.lint.model.Exposure;
import io.tsocks.lint.model.LintOptions;
import io.tsocks.testing.Seeds;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Fixes change no byte that they do not name, in whatever encoding somebody wrote the comments.
class EncodingFixTest {

    private static final Linter LINTER = new Linter(LintOptions.DEFAULT);
    private static final String STATEMENTS = "server=127.0.0.1 \nserver_type = 5\n";

    static LongStream seeds() {
        return Seeds.first(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1252", "Shift_JIS", "IBM866", "KOI8-R", "ISO-8859-1", "GBK"})
    void aCommentInAnotherEncodingStays(String encoding) {
        String comment =
                encoding.matches("Shift.*|GBK") ? "# \u65e5\u672c \u4e2d" : "# caf\u00e9 \u2013";
        String russian =
                encoding.matches("IBM866|KOI8-R")
                        ? "# \u043f\u0440\u043e\u043a\u0441\u0438"
                        : comment;
        byte[] before = (russian + "\n" + STATEMENTS).getBytes(Charset.forName(encoding));

        FixRounds rounds = fixed(ConfParser.parse("t", before), true);

        assertThat(rounds.linted().findings())
                .extracting(finding -> finding.problem().kind().id())
                .containsExactly("TS144");
        assertThat(rounds.linted().file().bytes())
                .isEqualTo(
                        (russian + "\nserver = 127.0.0.1\nserver_type = 5\n")
                                .getBytes(Charset.forName(encoding)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void bytesOutsideTheEditsStay(long seed) {
        RandomGenerator random = Seeds.random(seed);
        byte[] before = withStrayComments(RandomConfs.of(random), random);
        ConfFile file = ConfParser.parse("t", before);
        FixedText fixed = FixedText.of(LINTER.lint(file, Exposure.HIDDEN), true);

        var expected = new ByteArrayOutputStream();
        int at = 0;
        for (Edit edit : fixed.edits()) {
            int from = file.position(edit.span().start()).byteOffset();
            expected.write(before, at, from - at);
            expected.writeBytes(edit.replacement().getBytes(StandardCharsets.UTF_8));
            at = file.position(edit.span().end()).byteOffset();
        }
        expected.write(before, at, before.length - at);
        assertThat(fixed.bytes()).as("seed %d", seed).isEqualTo(expected.toByteArray());
    }

    @Test
    void theDifferenceOfAFileInAnotherEncodingApplies(@TempDir Path folder) throws Exception {
        byte[] before = ("# caf\u00e9 \n" + STATEMENTS).getBytes(StandardCharsets.ISO_8859_1);
        ConfFile file = ConfParser.parse("a.conf", before);
        ConfFile after = fixed(file, false).linted().file();
        Path conf = Files.write(folder.resolve("a.conf"), before);
        Path patch = folder.resolve("p");
        Files.write(patch, UnifiedDiff.between(file, after).bytes());

        Process process =
                new ProcessBuilder("git", "apply", "--whitespace=nowarn", "p")
                        .directory(folder.toFile())
                        .inheritIO()
                        .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readAllBytes(conf)).isEqualTo(after.bytes());
    }

    @Test
    void theLayoutKeepsEachLinesEncoding() {
        byte[] before =
                concat(
                        "# \u4e0d\u4f7f\n".getBytes(StandardCharsets.UTF_8),
                        "  # caf\u00e9\nserver=127.0.0.1\n".getBytes(StandardCharsets.ISO_8859_1));
        byte[] after =
                concat(
                        "# \u4e0d\u4f7f\n".getBytes(StandardCharsets.UTF_8),
                        "# caf\u00e9\nserver = 127.0.0.1\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(Layout.bytes(ConfParser.parse("t", before))).isEqualTo(after);
    }

    private static byte[] withStrayComments(String text, RandomGenerator random) {
        var bytes = new ByteArrayOutputStream();
        for (String line : text.split("(?<=\n)", -1)) {
            byte[] stray = new byte[] {'#', (byte) random.nextInt(128, 256), ' ', '\n'};
            bytes.writeBytes(
                    switch (random.nextInt(4)) {
                        case 0 -> stray;
                        case 1 -> "# \u4e0d\u4f7f \n".getBytes(StandardCharsets.UTF_8);
                        default -> new byte[0];
                    });
            bytes.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        List.of(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static FixRounds fixed(ConfFile file, boolean unsafe) {
        return FixRounds.of(
                LINTER.lint(file, Exposure.HIDDEN),
                unsafe,
                LINTER.options(),
                text -> LINTER.lint(text, Exposure.HIDDEN));
    }
}
