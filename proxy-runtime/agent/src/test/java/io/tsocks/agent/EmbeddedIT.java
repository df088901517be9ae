package io.tsocks.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Command;
import io.tsocks.testing.Mariadb;
import io.tsocks.testing.Postgres;
import io.tsocks.testing.RabbitMq;
import io.tsocks.testing.Redis;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Request;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The libraries that the agent is tested with, with the embedded client in place of the agent. The
/// lines are those of docs/embedding.md, and the rows those of docs/agent.md. Other libraries have
/// their lines in the samples.
class EmbeddedIT {

    private static final String NAME = "service.example";

    private static final String ADDRESS = "192.0.2.7";

    @TempDir private Path folder = Path.of("");

    private final SocksTestServer server = SocksTestServer.builder().redirectToLoopback().start();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {NAME, ADDRESS})
    void clientsOfHttp(String host) throws IOException {
        try (TargetServer web = TargetServer.http("hello")) {
            Map<String, String> answers = new TreeMap<>();
            for (String library :
                    List.of("HttpClient 4", "HttpClient 5 async", "AsyncHttpClient", "Vert.x")) {
                answers.put(library, "200");
            }
            for (String library :
                    List.of(
                            "AWS URLConnection",
                            "AWS Apache",
                            "AWS Netty",
                            "Spring Boot RestClient")) {
                answers.put(library, "hello");
            }
            assertThatTheyWork(answers, host, web.port());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {NAME, ADDRESS})
    void clientsOfServersInTheSameProgram(String host) throws IOException {
        Map<String, String> answers = new TreeMap<>();
        answers.put("gRPC OkHttp", "SERVING");
        answers.put("JSch", "connected: true");
        answers.put("RMI", "names: 0");
        answers.put("java.net.http HTTP/2", "HTTP_2 200");
        answers.put("java.net.http WebSocket", "hello");
        answers.put("Commons Net FTP", "hello");
        answers.put("Angus Mail", "hello");
        answers.put("JNDI LDAP", "example");
        answers.put("MongoDB", "hello");
        answers.put("MongoDB reactive", "hello");
        assertThatTheyWork(answers, host, 0);
    }

    /// Alone, because the factory is one for all RMI of a program.
    @ParameterizedTest
    @ValueSource(strings = {NAME, ADDRESS})
    void jmx(String host) throws IOException {
        Map<String, String> answer =
                Map.of("JMX", "Java Virtual Machine Specification, registered: 1");
        assertThatTheyWork(answer, host, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {NAME, ADDRESS})
    @RequiresProgram("redis-server")
    void jedis(String host) throws IOException {
        try (Redis redis = Redis.start()) {
            assertThatTheyWork(Map.of("Jedis", "PONG"), host, redis.address().getPort());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {NAME, ADDRESS})
    @RequiresProgram("postgres")
    void springBootWithPostgresql(String host) throws IOException {
        try (Postgres postgres = Postgres.start()) {
            int port = postgres.address().getPort();
            assertThatTheyWork(Map.of("Spring Boot JDBC", "42"), host, port);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {NAME, ADDRESS})
    @RequiresProgram("mariadbd")
    void clientsOfMariadb(String host) throws IOException {
        try (Mariadb mariadb = Mariadb.start()) {
            Map<String, String> answers =
                    new TreeMap<>(Map.of("MySQL Connector/J", "42", "MariaDB Connector/J", "42"));
            assertThatTheyWork(answers, host, mariadb.port());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {NAME, ADDRESS})
    @RequiresProgram({"rabbitmq-server", "epmd"})
    void rabbitMq(String host) throws IOException {
        try (RabbitMq broker = RabbitMq.start()) {
            assertThatTheyWork(Map.of("RabbitMQ", "hello"), host, broker.port());
        }
    }

    /// Netty 4.2 and libraries that need it, in place of Netty 4.1.
    @ParameterizedTest
    @ValueSource(strings = {NAME, ADDRESS})
    void clientsWithNetty42(String host) throws IOException {
        try (TargetServer web = TargetServer.http("hello")) {
            Command.Result result =
                    run(
                            AgentJar.withNetty42(AgentJar.classPath()),
                            "AsyncHttpClient;WebClient;MongoDB reactive",
                            host,
                            web.port());

            assertThat(result.output()).as(result.errors()).isEqualTo("200\nhello\nhello\n");
            assertOnly(host, 3);
        }
    }

    /// A program with all of them gets each answer, and every connection leads through the server.
    ///
    /// @param answers what it prints for each library
    private void assertThatTheyWork(Map<String, String> answers, String host, int port)
            throws IOException {
        Command.Result result =
                run(AgentJar.classPath(), String.join(";", answers.keySet()), host, port);

        assertThat(result.output().lines())
                .as(result.errors())
                .containsExactlyElementsOf(answers.values());
        assertOnly(host, answers.size());
    }

    /// The server was asked for this host only.
    private void assertOnly(String host, int atLeast) {
        assertThat(server.sessions())
                .hasSizeGreaterThanOrEqualTo(atLeast)
                .allSatisfy(
                        session -> assertThat(session.request().map(Request::host)).contains(host));
    }

    private Command.Result run(String classPath, String libraries, String host, int port)
            throws IOException {
        String policy =
                """
                server = %s
                server_port = %d
                server_type = 5
                """
                        .formatted(server.host(), server.port());
        return Command.of(
                        AgentJar.JAVA,
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        classPath,
                        "io.tsocks.agent.programs.Embedded",
                        libraries,
                        host,
                        "" + port)
                .with(
                        "TSOCKS_CONF_FILE",
                        Files.writeString(folder.resolve("tsocks.conf"), policy).toString())
                .result();
    }
}
