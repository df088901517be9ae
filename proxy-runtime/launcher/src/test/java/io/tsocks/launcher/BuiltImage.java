package io.tsocks.launcher;

import io.tsocks.testing.Authority;
import io.tsocks.testing.Command;
import io.tsocks.testing.Identity;
import io.tsocks.testing.Place;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;

/// `tsocks` as this build has made it, with the Java machine of the tests. All tests share one,
/// which lives as long as they do: with its AOT cache it starts in a third of the time.
final class BuiltImage {

    /// Connects through two servers of its own, which refuse; the second is inside TLS.
    private static final String CONNECT =
            """
            import socket, ssl, sys, threading
            def serve(listener):
                client = listener.accept()[0]
                client.recv(100)
                client.send(bytes([5, 0]))
                client.recv(100)
                client.send(bytes([5, 5, 0, 1, 0, 0, 0, 0, 0, 0]))
            plain, within = [
                socket.create_server(('127.0.0.1', int(port))) for port in sys.argv[1:3]]
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(sys.argv[3])
            for listener in plain, context.wrap_socket(within, server_side=True):
                threading.Thread(target=serve, args=[listener]).start()
            for host in '192.0.2.1', '192.0.2.2':
                socket.socket().connect_ex((host, 9))
            """;

    private static final Path FOLDER = make();

    private BuiltImage() {}

    /// Its folder. Every user can read it; tests must not change it.
    static Path folder() {
        return FOLDER;
    }

    private static Path make() {
        try {
            Path folder = Files.createTempDirectory("tsocks-image-");
            Command delete = Command.of("rm", "-rf", folder.toString());
            Runtime.getRuntime().addShutdownHook(new Thread(delete::run));
            for (String module :
                    System.getProperty("jdk.module.path").split(File.pathSeparator, -1)) {
                addModule(Path.of(module).toAbsolutePath(), folder.resolve("modules"));
            }
            addPrograms(folder);
            addCache(folder);
            Command.of("chmod", "-R", "a+rX", folder.toString()).run();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Classes in a folder become an archive, because a cache keeps nothing of those.
    private static void addModule(Path source, Path into) throws IOException {
        Path jar = Files.createDirectories(into).resolve(source.hashCode() + ".jar");
        if (Files.isRegularFile(source)) {
            Files.copy(source, jar);
            return;
        }
        String[] words = {"--create", "--file", jar.toString(), "-C", source.toString(), "."};
        int status = ToolProvider.findFirst("jar").orElseThrow().run(System.err, System.err, words);
        if (status != 0) {
            throw new IllegalStateException("jar ended with " + status + " for " + source);
        }
    }

    private static void addPrograms(Path folder) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path lib = Files.createDirectories(folder.resolve("lib"));
        Files.createSymbolicLink(bin.resolve("java"), Workshop.java());
        Path front = Path.of("src/main/c/front.c");
        Command.of("gcc", "-o", bin.resolve("tsocks").toString(), front.toString()).run();
        Files.writeString(
                lib.resolve("tsocks.options"),
                Files.readString(Path.of("../../dist/src/main/image/lib/tsocks.options"))
                        + "--module-path "
                        + folder.resolve("modules")
                        + " --add-modules io.tsocks.launcher\n");
        Files.writeString(
                lib.resolve("tsocks.main"), "-m io.tsocks.launcher/io.tsocks.launcher.TsocksMain");
    }

    private static void addCache(Path folder) throws IOException {
        Authority authority = Authority.create("Test");
        Files.writeString(folder.resolve("ca.pem"), Identity.pem(List.of(authority.certificate())));
        Path identity = folder.resolve("server.pem");
        Files.writeString(identity, authority.issue("localhost").pem());
        int plain = Place.free().port();
        int within = Place.free().port();
        String policy =
                """
                path {
                    reaches = 192.0.2.1/32
                    server = socks5://127.0.0.1:%d
                }
                server = socks5+tls://localhost:%d
                tls_ca = ca.pem
                """
                        .formatted(plain, within);
        Path file = Files.writeString(folder.resolve("policy"), policy);
        Command.of(
                        folder.resolve("bin/tsocks").toString(),
                        "-q",
                        "-f",
                        file.toString(),
                        "python3",
                        "-c",
                        CONNECT,
                        Integer.toString(plain),
                        Integer.toString(within),
                        identity.toString())
                .with("TSOCKS_DEBUG", "-1")
                .with("TSOCKS_JAVA_OPTIONS", cacheOptions(folder))
                .run();
    }

    /// A cache has room for as much as the class space, which is small where no cache is made.
    private static String cacheOptions(Path folder) {
        return "-XX:CompressedClassSpaceSize=64m -XX:AOTCacheOutput="
                + folder.resolve("lib/tsocks.aot");
    }
}
