package io.tsocks.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tsocks.testing.Command;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testserver.Request;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Maven under the agent fetches the parent of a project from a repository that only the SOCKS
/// server reaches.
@RequiresProgram("mvn")
class MavenIT {

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

    @TempDir private Path folder = Path.of("");

    private final HttpServer repository;
    private final SocksTestServer server;

    MavenIT() throws IOException {
        repository =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        repository.createContext("/", MavenIT::answer);
        repository.start();
        server = SocksTestServer.builder().redirectAll(repository.getAddress()).start();
    }

    @AfterEach
    void close() {
        server.close();
        repository.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"repo.test", "192.0.2.7"})
    void aParentComesThroughTheServer(String host) throws IOException {
        String options = "=server=socks5h://" + server.host() + ":" + server.port();

        Command.Result result =
                Command.of(
                                "mvn",
                                "-B",
                                "-f",
                                write("pom.xml", CHILD),
                                "-s",
                                write("settings.xml", settings(host)),
                                "-Dmaven.repo.local=" + folder.resolve("repository"),
                                "validate")
                        .with("JAVA_HOME", System.getProperty("java.home"))
                        .with("MAVEN_OPTS", "-javaagent:" + AgentJar.JAR + options)
                        .result();

        assertThat(result.output()).as(result.errors()).contains("BUILD SUCCESS");
        assertThat(folder.resolve("repository/org/example/parent/1/parent-1.pom"))
                .hasContent(PARENT);
        assertThat(server.sessions())
                .isNotEmpty()
                .allSatisfy(
                        session -> assertThat(session.request()).map(Request::host).contains(host));
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static String settings(String host) {
        return """
               <settings>
                 <mirrors>
                   <mirror>
                     <id>mirror</id>
                     <mirrorOf>*</mirrorOf>
                     <url>http://%s</url>
                   </mirror>
                 </mirrors>
               </settings>
               """
                .formatted(host);
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
