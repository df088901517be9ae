package io.tsocks.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Project;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A file of a million lines, most of them the networks of a full routing table.
class MillionLinesIT {

    private static final int LINES = 1_000_000;
    private static final int NETWORKS_A_PATH = 50_000;
    private static final Map<String, String> HEAP = Map.of("TSOCKS_JAVA_OPTIONS", "-Xmx256m");

    @TempDir private Path folder;

    @Test
    void aHeapOf256MebibytesIsEnoughToLintIt() throws Exception {
        Image.Outcome outcome =
                Image.run(
                        HEAP,
                        Image.HOME.resolve("bin/tsocks-validate"),
                        "--format",
                        "concise",
                        "--max-size",
                        "64",
                        write().toString());
        assertThat(outcome.err())
                .endsWith(
                        ": fixes of 1,000 findings are not offered, because the file has more than"
                                + " 4,000,000 characters\n");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void aHeapOf256MebibytesIsEnoughToRouteByIt() throws Exception {
        Image.Outcome outcome =
                Image.run(
                        HEAP,
                        Image.HOME.resolve("bin/tsocks-route"),
                        "-f",
                        write().toString(),
                        "10.1.2.3:80");
        assertThat(outcome).isEqualTo(new Image.Outcome(0, "direct\n", ""));
    }

    /// Twice the heap of the others. The only colon is in the last line: a rule that looks for one
    /// behind each name would read the whole file a million times.
    @Test
    @Timeout(300)
    void aHeapOf512MebibytesIsEnoughToLintAMillionNames() throws Exception {
        Image.Outcome outcome =
                Image.run(
                        Map.of("TSOCKS_JAVA_OPTIONS", "-Xmx512m"),
                        Image.HOME.resolve("bin/tsocks-validate"),
                        "--format",
                        "concise",
                        "--max-size",
                        "64",
                        writeNames().toString());
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
    }

    private Path writeNames() throws IOException {
        Path file = folder.resolve("names.conf");
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            out.println("local = 10.0.0.0/8");
            out.println("path {");
            for (int i = 0; i < LINES; i++) {
                out.println("reaches = .host" + i + ".example");
            }
            out.println("server = 10.0.1.1");
            out.println("}");
            out.println("server = socks5://10.0.0.100");
        }
        return file;
    }

    private Path write() throws IOException {
        Path file = folder.resolve("million.conf");
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            out.println("local = 10.0.0.0/255.0.0.0");
            List<String> networks = networks();
            int lines = 1;
            for (int i = 0; i < networks.size(); i++) {
                if (i % NETWORKS_A_PATH == 0) {
                    lines += openPath(out, i);
                }
                out.println("\treaches = " + networks.get(i));
                lines++;
            }
            out.println("}");
            out.println("server = 10.0.0.100");
            for (lines += 2; lines < LINES; lines++) {
                out.println("# line " + lines);
            }
        }
        return file;
    }

    private static int openPath(PrintWriter out, int index) {
        if (index > 0) {
            out.println("}");
        }
        out.println("path {");
        out.println("\tserver = 10.0.1." + index / NETWORKS_A_PATH);
        return index > 0 ? 3 : 2;
    }

    private static List<String> networks() throws IOException {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(Project.networks())),
                                StandardCharsets.US_ASCII))) {
            return lines.lines().filter(line -> line.indexOf(':') < 0).toList();
        }
    }
}
