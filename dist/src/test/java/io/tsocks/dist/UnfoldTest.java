package io.tsocks.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Command;
import io.tsocks.testing.Project;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The build changes the image's classes so that starts make no code: what they do stays the same.
class UnfoldTest {

    /// Tries every kind of thing that is changed, and says what came out.
    private static final String FIXTURE =
            """
            package fixture;

            import java.util.ArrayList;
            import java.util.List;

            public final class Fixture {

                sealed interface Shape {
                    default String name() {
                        return switch (this) {
                            case Circle(int radius) when radius > 10 -> "large circle";
                            case Circle ignored -> "circle";
                            case Box(Shape inside, String text) -> text + " of " + inside.name();
                            case Point ignored -> "point";
                        };
                    }
                }

                record Circle(int radius) implements Shape {}

                record Box(Shape inside, String text) implements Shape {}

                record Point() implements Shape {}

                record All(boolean a, byte b, short c, char d, int e, long f, Object g, int[] h) {}

                record Floating(double a, float b) {}

                enum Color { RED, GREEN }

                static String kind(Object object) {
                    return switch (object) {
                        case null -> "nothing";
                        case Color color when color == Color.RED -> "red";
                        case Color color -> "a color";
                        case Integer i when i > 5 -> "many";
                        case Integer i -> "few";
                        case CharSequence text -> "text " + text.length();
                        case int[] numbers -> "numbers " + numbers.length;
                        case List<?> list -> "list " + list.size();
                        default -> "something";
                    };
                }

                public static String transcript() {
                    List<String> said = new ArrayList<>();
                    Object[] objects = {
                        null, Color.RED, Color.GREEN, 3, 7, "text", new StringBuilder("x"),
                        new int[2], List.of(1, 2), 2.5, new Object[0], new Circle(3)
                    };
                    for (Object object : objects) {
                        said.add(kind(object));
                    }
                    Shape[] shapes = {
                        new Circle(3), new Circle(30), new Point(),
                        new Box(new Box(new Circle(11), "box"), "box"), new Box(null, "empty")
                    };
                    for (Shape shape : shapes) {
                        try {
                            said.add(shape.name() + " " + shape);
                        } catch (NullPointerException e) {
                            said.add("no shape");
                        }
                    }
                    int[] same = {1};
                    Object[] records = {
                        new All(true, (byte) -1, (short) 2, 'c', 5, 1L << 40, "g", same),
                        new All(true, (byte) -1, (short) 2, 'c', 5, 1L << 40, "g", same),
                        new All(true, (byte) -1, (short) 2, 'c', 5, 1L << 40, new String("g"), same),
                        new All(false, (byte) -1, (short) 2, 'c', 5, 1L << 40, "g", same),
                        new All(true, (byte) 1, (short) 2, 'c', 5, 1L << 40, "g", same),
                        new All(true, (byte) -1, (short) 3, 'c', 5, 1L << 40, "g", same),
                        new All(true, (byte) -1, (short) 2, 'd', 5, 1L << 40, "g", same),
                        new All(true, (byte) -1, (short) 2, 'c', 6, 1L << 40, "g", same),
                        new All(true, (byte) -1, (short) 2, 'c', 5, 1L << 41, "g", same),
                        new All(true, (byte) -1, (short) 2, 'c', 5, 1L << 40, null, same),
                        new All(true, (byte) -1, (short) 2, 'c', 5, 1L << 40, "g", null),
                        new All(true, (byte) -1, (short) 2, 'c', 5, 1L << 40, "g", new int[] {1}),
                        new Floating(0.0, 1f), new Floating(-0.0, 1f), new Floating(0.0, Float.NaN),
                        new Floating(0.0, Float.NaN), new Point(), new Point(), new Circle(3),
                        new Circle(3), new Box(null, null), new Box(null, null), "no record", null
                    };
                    for (Object one : records) {
                        StringBuilder row = new StringBuilder();
                        for (Object other : records) {
                            row.append(one != null && one.equals(other) ? '1' : '0');
                        }
                        said.add(row.toString());
                    }
                    // The numbers are Java's own affair; equal things have equal ones.
                    for (Object one : records) {
                        for (Object other : records) {
                            if (one != null && one.equals(other)) {
                                said.add("" + (one.hashCode() == other.hashCode()));
                            }
                        }
                    }
                    return String.join("\\n", said);
                }
            }
            """;

    @TempDir private Path folder = Path.of("");

    private Path jar = Path.of("");

    @BeforeEach
    void compile() throws IOException {
        Path source = Files.createDirectories(folder.resolve("source/fixture"));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path file = Files.writeString(source.resolve("Fixture.java"), FIXTURE);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int code = compiler.run(null, null, null, "-d", classes.toString(), file.toString());
        assertThat(code).isZero();
        jar = Files.createDirectories(folder.resolve("jars")).resolve("tsocks-fixture.jar");
        pack(classes, jar);
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
    }

    private void unfold() {
        Path tool = Project.home().resolve("build-tools/Unfold.java");
        Path java = Path.of(System.getProperty("java.home"), "bin/java");
        Command.of(java.toString(), tool.toString(), jar.getParent().toString()).run();
    }

    private String transcript() throws Exception {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            return (String)
                    loader.loadClass("fixture.Fixture").getMethod("transcript").invoke(null);
        }
    }

    private List<String> madeOnFirstRun() throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(jar);
                Stream<Path> all = Files.walk(files.getPath("/"))) {
            return all.filter(file -> file.toString().endsWith(".class"))
                    .map(UnfoldTest::model)
                    .flatMap(UnfoldTest::calls)
                    .toList();
        }
    }

    private static ClassModel model(Path file) {
        try {
            return ClassFile.of().parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> calls(ClassModel type) {
        return type.methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream())
                .filter(InvokeDynamicInstruction.class::isInstance)
                .map(call -> ((InvokeDynamicInstruction) call).name().stringValue());
    }

    @Test
    void whatChangedClassesDoIsWhatTheyDidBefore() throws Exception {
        String before = transcript();
        assertThat(madeOnFirstRun()).contains("typeSwitch", "equals", "hashCode");
        unfold();
        assertThat(transcript()).isEqualTo(before);
    }

    /// But for records with floating numbers, whose comparison is not changed.
    @Test
    void noCodeIsMadeForSwitchesAndRecordsAnyMore() throws Exception {
        unfold();
        assertThat(madeOnFirstRun()).doesNotContain("typeSwitch");
        assertThat(madeOnFirstRun().stream().filter("equals"::equals)).hasSize(1);
        assertThat(madeOnFirstRun().stream().filter("hashCode"::equals)).hasSize(1);
    }
}
