import java.util.regex.Pattern;
import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;

/// `check` fails when a source file is not laid out as google-java-format (AOSP) does it; `apply`
// lays it out.
void main(String[] args) throws Exception {
    boolean apply = args.length == 1 && args[0].equals("apply");
    var formatter =
            new Formatter(
                    JavaFormatterOptions.builder()
                            .style(JavaFormatterOptions.Style.AOSP)
                            .formatJavadoc(false)
                            .build());
    List<Path> sources;
    try (Stream<Path> files = Files.walk(Path.of(""))) {
        sources =
                files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> !file.toString().matches("(.*/)?target/.*"))
                        .sorted()
                        .toList();
    }
    int different = 0;
    for (Path source : sources) {
        String text = Files.readString(source);
        String formatted =
                formatter.formatSource(wrapDocs(RemoveUnusedImports.removeUnusedImports(text)));
        if (formatted.equals(text)) {
            continue;
        }
        different++;
        if (apply) {
            Files.writeString(source, formatted);
        }
        IO.println((apply ? "formatted " : "not formatted: ") + source);
    }
    if (different > 0 && !apply) {
        IO.println("Run: mvn -N process-sources -Dformat=apply");
        System.exit(1);
    }
}

/// The formatter would break a `///` line that is too long with a `//`, which ends the comment.
/// What is too much goes to the start of the paragraph's next line.
String wrapDocs(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        int prose = line.indexOf("/// ") + 4;
        int space = line.lastIndexOf(' ', 100);
        if (line.length() <= 100 || !line.strip().startsWith("/// ") || space < prose) {
            continue;
        }
        String start = line.substring(0, prose);
        String rest = line.substring(space + 1);
        lines.set(i, line.substring(0, space));
        String next = i + 1 < lines.size() ? lines.get(i + 1) : "";
        if (next.matches(Pattern.quote(start) + "[\\w`(\\[].*")
                && !next.matches(".*/// \\d+\\. .*")) {
            lines.set(i + 1, start + rest + " " + next.substring(prose));
        } else {
            lines.add(i + 1, start + rest);
        }
    }
    return String.join("\n", lines) + "\n";
}
