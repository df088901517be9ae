package io.tsocks.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Command;
import io.tsocks.testing.Project;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The build gives lambda expressions of the agent named classes: what they do stays the same.
class NameLambdasTest {

    /// Lambda expressions and references of every kind, and what comes out of them.
    private static final String FIXTURE =
            """
            package fixture;

            import java.io.Serializable;
            import java.util.ArrayList;
            import java.util.Arrays;
            import java.util.Comparator;
            import java.util.List;
            import java.util.concurrent.Callable;
            import java.util.function.*;
            import java.util.stream.*;

            public class Fixture {

                private final int number;

                Fixture(int number) {
                    this.number = number;
                }

                private static String hidden(long value) {
                    return "hidden " + value;
                }

                static int sum(int... values) {
                    return Arrays.stream(values).sum();
                }

                private int add(int other) {
                    return number + other;
                }

                @Override
                public String toString() {
                    return "Fixture " + number;
                }

                interface Named {
                    String name();

                    private String greet() {
                        Supplier<String> all = () -> "hello " + name();
                        return all.get();
                    }

                    static Named of(String name) {
                        return () -> name;
                    }
                }

                static class Inner extends Fixture {

                    private static final Function<Integer, Integer> TWICE = n -> 2 * n;

                    Inner(int number) {
                        super(number);
                    }

                    private class Deep {
                        Supplier<String> both() {
                            return () -> Inner.this + " " + TWICE.apply(4);
                        }
                    }

                    @Override
                    public String toString() {
                        Supplier<String> above = super::toString;
                        return "Inner of " + above.get();
                    }
                }

                interface Wide {
                    double apply(byte b, short s, char c, int i, long l, float f, double d, Object o);
                }

                interface Generic<T extends Comparable<T>> {
                    T larger(T a, T b);
                }

                static <T extends Comparable<T>> T max(T a, T b) {
                    return a.compareTo(b) < 0 ? b : a;
                }

                public static String transcript() throws Exception {
                    List<Object> said = new ArrayList<>();
                    Fixture three = new Fixture(3);
                    Runnable nothing = () -> said.add("ran");
                    nothing.run();
                    Runnable ignores = three::hashCode;
                    ignores.run();
                    Callable<Long> wide = () -> 1L << 40;
                    said.add(wide.call());
                    LongFunction<String> hidden = Fixture::hidden;
                    said.add(hidden.apply(5));
                    IntFunction<String> widened = Fixture::hidden;
                    said.add(widened.apply(6));
                    Function<Integer, String> unboxed = Fixture::hidden;
                    said.add(unboxed.apply(7));
                    IntUnaryOperator bound = three::add;
                    said.add(bound.applyAsInt(4));
                    BiFunction<Fixture, Integer, Object> unbound = Fixture::add;
                    said.add(unbound.apply(three, 5));
                    ToLongFunction<Integer> lengthened = Integer::intValue;
                    said.add(lengthened.applyAsLong(8));
                    IntFunction<Fixture> made = Fixture::new;
                    said.add(made.apply(9));
                    IntFunction<int[]> array = int[]::new;
                    said.add(array.apply(3).length);
                    Function<String, Object> parsed = Double::valueOf;
                    said.add(parsed.apply("2.5"));
                    IntBinaryOperator many = Fixture::sum;
                    said.add(many.applyAsInt(1, 2));
                    Supplier<Supplier<String>> nested = () -> () -> "deep " + three;
                    said.add(nested.get().get());
                    said.add(new Inner(1).new Deep().both().get());
                    said.add(Named.of("anna").greet());
                    Wide all =
                            (b, s, c, i, l, f, d, o) -> b + s + c + i + l + f + d + o.hashCode();
                    said.add(all.apply((byte) 1, (short) 2, 'c', 4, 5L, 6f, 7d, 8));
                    long taken = 1L << 33;
                    double also = 0.5;
                    byte small = -1;
                    boolean flag = true;
                    Supplier<String> takes = () -> taken + " " + also + " " + small + " " + flag;
                    said.add(takes.get());
                    Generic<String> larger = Fixture::max;
                    said.add(larger.larger("a", "b"));
                    Predicate<Object> isText = String.class::isInstance;
                    said.add(isText.test("x") + " " + isText.negate().test("x"));
                    Comparator<String> byLength = Comparator.comparingInt(String::length);
                    said.add(Stream.of("ccc", "a", "bb").sorted(byLength.reversed()).toList());
                    said.add(IntStream.range(0, 5).mapToObj(Integer::toString).collect(Collectors.joining("-")));
                    Runnable kept = (Runnable & Serializable) () -> said.add("serializable");
                    kept.run();
                    Supplier<Boolean> fails = () -> {
                        throw new IllegalStateException("thrown");
                    };
                    try {
                        said.add(fails.get());
                    } catch (IllegalStateException e) {
                        said.add(e.getMessage());
                    }
                    BooleanSupplier boxed = Boolean.TRUE::booleanValue;
                    said.add(boxed.getAsBoolean());
                    try {
                        Supplier<String> none = ((Fixture) null)::toString;
                        said.add(none);
                    } catch (NullPointerException e) {
                        said.add("null");
                    }
                    return said.stream().map(Object::toString).collect(Collectors.joining("\\n"));
                }
            }
            """;

    @TempDir private Path folder = Path.of("");

    private Path classes = Path.of("");

    @BeforeEach
    void compile() throws IOException {
        classes = Files.createDirectory(folder.resolve("classes"));
        Path file = Files.writeString(folder.resolve("Fixture.java"), FIXTURE);
        int code =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", classes.toString(), file.toString());
        assertThat(code).isZero();
    }

    private void name() {
        Path tool = Project.home().resolve("build-tools/NameLambdas.java");
        Path java = Path.of(System.getProperty("java.home"), "bin/java");
        Command.of(java.toString(), tool.toString(), classes.toString()).run();
    }

    private String transcript() throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
            return (String)
                    loader.loadClass("fixture.Fixture").getMethod("transcript").invoke(null);
        }
    }

    /// The methods that make the classes of lambda expressions when they are first run.
    private List<String> makers() throws IOException {
        List<String> makers = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".class")).toList()) {
                calls(ClassFile.of().parse(Files.readAllBytes(file)))
                        .map(call -> call.bootstrapMethod().methodName())
                        .filter(name -> name.endsWith("etafactory"))
                        .forEach(makers::add);
            }
        }
        return makers;
    }

    private static Stream<InvokeDynamicInstruction> calls(ClassModel type) {
        return type.methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream())
                .filter(InvokeDynamicInstruction.class::isInstance)
                .map(InvokeDynamicInstruction.class::cast);
    }

    @Test
    void namedLambdasDoWhatTheyDidBefore() throws Exception {
        String before = transcript();
        assertThat(makers()).hasSizeGreaterThan(25);
        name();
        assertThat(makers()).as("one can be serialized").containsOnly("altMetafactory");
        assertThat(transcript()).isEqualTo(before);
    }

    @Test
    void whatHasNoLambdasAnyMoreIsNotChanged() throws Exception {
        name();
        byte[] named = Files.readAllBytes(classes.resolve("fixture/Fixture.class"));
        name();
        assertThat(classes.resolve("fixture/Fixture.class")).hasBinaryContent(named);
    }
}
