import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `check` fails when a source file is not laid out as google-java-format (AOSP) does it, with its
/// imports in the order of ASCII; `apply` lays it out.
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
        String ordered =
                ImportOrderer.reorderImports(
                        RemoveUnusedImports.removeUnusedImports(text),
                        JavaFormatterOptions.Style.GOOGLE);
        String formatted = formatter.formatSource(wrapDocs(ordered));
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

/// A line of a doc comment: what is before its text, how far the text is indented, and the text.
record DocLine(String start, String indent, String text) {

    static final Pattern LINE = Pattern.compile("( */// )( *)(\\S.*)");
    static final Pattern ITEM = Pattern.compile("((?:[-*]|\\d+\\.) +).*");

    static Optional<DocLine> of(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches()
                ? Optional.of(new DocLine(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    /// Whether it is prose: no table, no code, no heading.
    boolean isProse() {
        return !text.startsWith("|") && !text.startsWith("#") && !text.startsWith("```");
    }

    /// How far a further line of the same paragraph, item or tag is indented.
    String continuation() {
        Matcher item = ITEM.matcher(text);
        return text.startsWith("@")
                ? indent + "    "
                : item.matches() ? indent + " ".repeat(item.group(1).length()) : indent;
    }

    /// Whether it goes on with what a line before it has begun.
    boolean continues(DocLine before) {
        return start.equals(before.start)
                && indent.equals(before.continuation())
                && isProse()
                && !text.startsWith("@")
                && !ITEM.matcher(text).matches();
    }
}

/// The formatter would break a `///` line that is too long with a `//`, which ends the comment.
/// What is too much goes to the start of the paragraph's next line, or to a line of its own.
String wrapDocs(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    boolean code = false;
    for (int i = 0; i < lines.size(); i++) {
        Optional<DocLine> line = DocLine.of(lines.get(i));
        code ^= line.isPresent() && line.get().text().startsWith("```");
        int space = lines.get(i).lastIndexOf(' ', 100);
        if (lines.get(i).length() <= 100 || code || line.isEmpty() || !line.get().isProse()) {
            continue;
        }
        String start = line.get().start() + line.get().continuation();
        if (space < start.length()) {
            continue;
        }
        String rest = start + lines.get(i).substring(space + 1);
        lines.set(i, lines.get(i).substring(0, space));
        Optional<DocLine> next =
                i + 1 < lines.size() ? DocLine.of(lines.get(i + 1)) : Optional.empty();
        if (next.isPresent() && next.get().continues(line.get())) {
            lines.set(i + 1, rest + " " + next.get().text());
        } else {
            lines.add(i + 1, rest);
        }
    }
    return String.join("\n", lines) + "\n";
}
