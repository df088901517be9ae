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
String wrapDocs(String text) {
    return text.lines().map(this::wrapDoc).collect(Collectors.joining("\n", "", "\n"));
}

String wrapDoc(String line) {
    int prose = line.indexOf("///") + 4;
    int space = line.lastIndexOf(' ', 100);
    if (line.length() <= 100 || !line.strip().startsWith("///") || space < prose) {
        return line;
    }
    return line.substring(0, space)
            + "\n"
            + wrapDoc(line.substring(0, prose) + line.substring(space + 1));
}
