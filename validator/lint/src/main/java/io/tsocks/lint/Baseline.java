package io.tsocks.lint;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.Problem;
import io.tsocks.lint.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Known findings that are not reported again, by their [Fingerprints]. Each line of the file has a
/// fingerprint, an id and a file name, separated by tabs. Lines that start with # are comments.
/// Names are relative to the baseline's folder, however they were typed.
public final class Baseline {

    private static final String HEADER =
            "# Findings that tsocks-validate --baseline does not report again.\n";

    private static final Pattern FINDING = Pattern.compile("[0-9a-f]{24}\tTS[0-9]{3}\t.+");

    private final Path folder;
    private final Set<String> known;

    private Baseline(Path folder, Set<String> known) {
        this.folder = folder;
        this.known = known;
    }

    /// A baseline that knows nothing.
    public static Baseline empty() {
        return new Baseline(Path.of(""), Set.of());
    }

    /// A new baseline that knows nothing yet.
    ///
    /// @param file the file that it will be written to
    public static Baseline at(Path file) {
        return new Baseline(folder(file), Set.of());
    }

    /// Reads a baseline.
    ///
    /// @throws IOException if the file cannot be read, or is not a baseline
    public static Baseline read(Path file) throws IOException {
        Set<String> known = new HashSet<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (!FINDING.matcher(line).matches()) {
                throw new IOException(
                        "line "
                                + number
                                + " is not a finding, so this is not a file that --write-baseline wrote");
            }
            known.add(line);
        }
        return new Baseline(folder(file), known);
    }

    private static Path folder(Path file) {
        return file.toAbsolutePath().normalize().resolveSibling("");
    }

    /// Whether the baseline knows no findings.
    boolean isEmpty() {
        return known.isEmpty();
    }

    /// Tells which findings of a file are known. Ask it once about each finding, and in file order
    /// about those of one rule.
    Predicate<Finding> screen(ConfFile file) {
        if (isEmpty()) {
            return _ -> false;
        }
        var fingerprints = new Fingerprints(file);
        String name = name(file);
        return finding -> known.contains(line(name, finding.problem(), fingerprints));
    }

    /// The text of a baseline that knows all findings of some files, to replace this one.
    public String of(List<LintedFile> files) {
        var text = new StringBuilder(HEADER);
        for (LintedFile linted : files) {
            var fingerprints = new Fingerprints(linted.file());
            String name = name(linted.file());
            for (Finding finding : linted.findings()) {
                text.append(line(name, finding.problem(), fingerprints)).append('\n');
            }
        }
        return text.toString();
    }

    private static String line(String name, Problem problem, Fingerprints fingerprints) {
        return fingerprints.next(problem) + "\t" + problem.kind().id() + "\t" + name;
    }

    /// A file's name relative to the folder. A name that is not a path stays as it is.
    private String name(ConfFile file) {
        if (file.name().startsWith("<")) {
            return file.name(); // standard input
        }
        try {
            return folder.relativize(Path.of(file.name()).toAbsolutePath().normalize()).toString();
        } catch (InvalidPathException _) {
            return file.name();
        }
    }
}
