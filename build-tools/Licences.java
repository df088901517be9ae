import java.util.regex.Pattern;

/// What a jar says about its licence.
final Pattern TEXTS = Pattern.compile("META-INF/(?:\\w+-)*(?:LICENSE|NOTICE)(?:\\.\\w+)?");

final Pattern VERSION = Pattern.compile("-\\d.*");

/// Collects the licences of the modules in the image's folder `legal`, where the Java run time has
/// its own. Modules of one project bring the same texts, which are kept once.
///
/// Arguments: the folder of the modules, the image, and the licence of this project.
void main(String[] arguments) throws IOException {
    Path legal = Path.of(arguments[1]).resolve("legal");
    Path own = Files.createDirectories(legal.resolve("io.tsocks"));
    Files.copy(Path.of(arguments[2]), own.resolve("LICENSE"), StandardCopyOption.REPLACE_EXISTING);
    Set<List<String>> known = new HashSet<>();
    try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
        for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
            Map<String, byte[]> texts = texts(jar);
            if (!texts.isEmpty() && known.add(texts.values().stream().map(String::new).toList())) {
                write(texts, legal.resolve(name(jar)));
            }
        }
    }
}

Map<String, byte[]> texts(Path jar) throws IOException {
    Map<String, byte[]> texts = new TreeMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (TEXTS.matcher(entry.getName()).matches()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    texts.put(entry.getName().substring("META-INF/".length()), in.readAllBytes());
                }
            }
        }
    }
    return texts;
}

/// The folder for the texts of a jar: the module's name if it is one of ours.
String name(Path jar) {
    String name = VERSION.matcher(jar.getFileName().toString()).replaceFirst("");
    return name.startsWith("tsocks-") ? "io.tsocks." + name.substring("tsocks-".length()) : name;
}

void write(Map<String, byte[]> texts, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, byte[]> text : texts.entrySet()) {
        Files.write(folder.resolve(text.getKey()), text.getValue());
    }
}
