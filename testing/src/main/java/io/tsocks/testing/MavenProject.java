package io.tsocks.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A project for Maven, and a repository on 127.0.0.1 that has the parent of the project.
public final class MavenProject implements AutoCloseable {

    private static final String PARENT =
            """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>org.example</groupId>
              <artifactId>parent</artifactId>
              <version>1</version>
              <packaging>pom</packaging>
            </project>
            """;

    private static final String CHILD =
            """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <parent>
                <groupId>org.example</groupId>
                <artifactId>parent</artifactId>
                <version>1</version>
                <relativePath/>
              </parent>
              <artifactId>child</artifactId>
              <packaging>pom</packaging>
            </project>
            """;

    private final Path folder;
    private final HttpServer repository;

    private MavenProject(Path folder, HttpServer repository) {
        this.folder = folder;
        this.repository = repository;
    }

    /// Makes the project, and serves the repository.
    public static MavenProject start() {
        try {
            HttpServer repository =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
            repository.createContext("/", MavenProject::answer);
            repository.start();
            Path folder = Folders.create("maven");
            Files.writeString(folder.resolve("pom.xml"), CHILD);
            return new MavenProject(folder, repository);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The words that start Maven, which has to fetch the parent. No plugin takes part.
    ///
    /// @param host where Maven looks for the repository
    public List<String> words(String host) {
        String settings =
                """
                <settings>
                  <mirrors>
                    <mirror>
                      <id>mirror</id>
                      <mirrorOf>*</mirrorOf>
                      <url>http://%s:%d</url>
                    </mirror>
                  </mirrors>
                </settings>
                """
                        .formatted(host, repository.getAddress().getPort());
        return List.of(
                Programs.get("mvn").toString(),
                "-B",
                "-f",
                folder.resolve("pom.xml").toString(),
                "-s",
                Folders.write(folder.resolve("settings.xml"), settings).toString(),
                "-Dmaven.repo.local=" + folder.resolve("repository"),
                "validate");
    }

    /// Whether Maven has fetched the parent. It is forgotten, so that Maven has to fetch it again.
    public boolean takeParent() {
        Path local = folder.resolve("repository");
        boolean fetched =
                Folders.read(local.resolve("org/example/parent/1/parent-1.pom")).equals(PARENT);
        Folders.delete(local);
        return fetched;
    }

    @Override
    public void close() {
        repository.stop(0);
        Folders.delete(folder);
    }

    /// The repository has one file, without a checksum.
    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestURI().getPath().endsWith("/parent-1.pom")) {
                byte[] body = PARENT.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }
}
