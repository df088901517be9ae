package io.tsocks.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.Tsocks;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.grammar.ConfParser;
import io.tsocks.net.Endpoint;
import io.tsocks.protocol.SocksReply;
import io.tsocks.testing.Command;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.SocksTestServer;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program with a `module-info` compiles against what its build tool gives it, and becomes an
/// image of its own.
class ModularProgramIT {

    private static final String DESCRIPTOR =
            """
            module shop {
                requires io.tsocks.client;
            }
            """;

    private static final String PROGRAM =
            """
            package shop;

            import io.tsocks.engine.HostDecision;
            import io.tsocks.engine.Policy;
            import io.tsocks.engine.PolicyEngine;
            import io.tsocks.client.Tsocks;
            import java.net.Socket;
            import java.nio.file.Path;

            public final class Shop {
                public static void main(String[] args) throws Exception {
                    Policy policy = Tsocks.policy(Path.of(args[0]));
                    int port = Integer.parseInt(args[2]);
                    System.out.println(PolicyEngine.of(policy).decide(args[1], port) instanceof HostDecision.Decided);
                    try (Socket socket = Tsocks.of(policy).connect(args[1], port)) {
                        socket.getOutputStream().write("hello\\n".getBytes());
                        socket.shutdownOutput();
                        socket.getInputStream().transferTo(System.out);
                    }
                }
            }
            """;

    @TempDir private Path folder = Path.of("");

    @Test
    void everyModuleThatAProgramGetsIsExplicit() throws Exception {
        Set<ModuleReference> given = ModuleFinder.of(modules().toArray(Path[]::new)).findAll();
        assertThat(given)
                .extracting(module -> module.descriptor().name())
                .contains(
                        "io.tsocks.antlr",
                        "io.tsocks.engine",
                        "io.tsocks.grammar",
                        "io.tsocks.net",
                        "io.tsocks.protocol",
                        "io.tsocks.client",
                        "org.jspecify");
        assertThat(given)
                .extracting(ModuleReference::descriptor)
                .noneMatch(ModuleDescriptor::isAutomatic);
    }

    @Test
    void aModularProgramIsCompiledLinkedAndRun() throws Exception {
        Path classes = compile(modules(), DESCRIPTOR, PROGRAM);
        Path image = link(classes);
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server =
                        SocksTestServer.builder().redirectAll(target.address()).start()) {
            String conf = Conf.through(server, folder);
            assertThat(Command.of(image + "/bin/shop", conf, "echo.test", "7").run())
                    .isEqualTo("true\nhello\n");
            assertThat(server.awaitEnd(1).request())
                    .hasToString("Optional[SOCKS5 command 1 echo.test:7]");
        }
    }

    @Test
    void theTestServerNeedsNoJUnit() throws Exception {
        Stream<Path> modules =
                Stream.of(
                        origin(SocksTestServer.class),
                        origin(SocksReply.class),
                        origin(Endpoint.class),
                        origin(NullMarked.class));
        Path classes =
                compile(
                        modules,
                        "module shop { requires io.tsocks.testserver; }",
                        """
                        package shop;

                        public final class Shop {
                            public static void main(String[] args) {
                                try (var server = io.tsocks.testserver.SocksTestServer.start()) {
                                    System.out.println(server.address());
                                }
                            }
                        }
                        """);
        assertThat(classes.resolve("shop/Shop.class")).exists();
    }

    private Path compile(Stream<Path> modules, String descriptor, String program) throws Exception {
        Path sources = Files.createDirectories(folder.resolve("sources"));
        Path module = Files.writeString(sources.resolve("module-info.java"), descriptor);
        Path main = Files.writeString(sources.resolve("Shop.java"), program);
        Path classes = folder.resolve("classes");
        run(
                "javac",
                "-Xlint:all",
                "-Werror",
                "--module-path",
                path(modules),
                "-d",
                classes.toString(),
                module.toString(),
                main.toString());
        return classes;
    }

    /// The annotations are for the compiler alone.
    private Path link(Path classes) throws Exception {
        Path image = folder.resolve("image");
        run(
                "jlink",
                "--module-path",
                path(Stream.concat(Stream.of(classes), ours())),
                "--add-modules",
                "shop",
                "--launcher",
                "shop=shop/shop.Shop",
                "--output",
                image.toString());
        return image;
    }

    private static void run(String tool, String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int status = ToolProvider.findFirst(tool).orElseThrow().run(writer, writer, arguments);
        assertThat(status).as("%s %s: %s", tool, Arrays.toString(arguments), said).isZero();
    }

    /// The modules that the dependency on tsocks-client brings.
    private static Stream<Path> modules() throws Exception {
        return Stream.concat(ours(), Stream.of(origin(NullMarked.class)));
    }

    private static Stream<Path> ours() throws Exception {
        return Stream.of(
                origin(Tsocks.class),
                origin(SocksReply.class),
                origin(Endpoint.class),
                origin(PolicyEngine.class),
                origin(ConfParser.class),
                origin(Class.forName("io.tsocks.antlr.Parser")));
    }

    /// The jar or the folder of a class.
    private static Path origin(Class<?> type) throws URISyntaxException {
        URL location = type.getProtectionDomain().getCodeSource().getLocation();
        return Path.of(location.toURI());
    }

    private static String path(Stream<Path> modules) {
        return modules.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
