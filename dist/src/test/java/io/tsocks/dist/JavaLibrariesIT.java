package io.tsocks.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Command;
import io.tsocks.testing.Mariadb;
import io.tsocks.testing.MavenProject;
import io.tsocks.testing.Postgres;
import io.tsocks.testing.Project;
import io.tsocks.testing.RabbitMq;
import io.tsocks.testing.Redis;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Request;
import io.tsocks.testserver.SocksTestServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The libraries that the agent is tested with, under the launcher: by a name that no resolver
/// knows, and by an address. Netty calls the kernel itself here, and asks for names itself.
class JavaLibrariesIT {

    private static final String NAME = "service.example";

    private static final String ADDRESS = "192.0.2.7";

    private static final Path AGENT = Project.home().resolve("proxy-runtime/agent/target");

    @TempDir private Path folder = Path.of("");

    private final SocksTestServer server = SocksTestServer.builder().redirectToLoopback().start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void clientsOfHttp() throws IOException {
        try (TargetServer web = TargetServer.http("hello")) {
            Map<String, String> answers = new TreeMap<>();
            answers.put("JDK", "6 answers");
            for (String library :
                    List.of(
                            "OkHttp",
                            "HttpClient 4",
                            "HttpClient 5",
                            "HttpClient 5 async",
                            "AsyncHttpClient",
                            "Jetty",
                            "Reactor Netty",
                            "Vert.x")) {
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
            answers.put("Netty NIO", "active: true");
            answers.put("Netty epoll", "available: true");
            assertThatTheyWork(answers, web.port());
        }
    }

    @Test
    void clientsOfServersInTheSameProgram() throws IOException {
        Map<String, String> answers = new TreeMap<>();
        answers.put("gRPC Netty", "SERVING");
        answers.put("gRPC OkHttp", "SERVING");
        answers.put("JSch", "connected: true");
        answers.put("MINA SSHD", "connected: true");
        answers.put("JGit", "references: 2");
        // Sorted before RMI: it says by which host the program's objects are reached.
        answers.put("JMX", "Java Virtual Machine Specification, registered: 1");
        answers.put("RMI", "names: 0");
        answers.put("java.net.http HTTP/2", "HTTP_2 200");
        answers.put("java.net.http WebSocket", "hello");
        answers.put("Commons Net FTP", "hello");
        answers.put("Angus Mail", "hello");
        answers.put("JNDI LDAP", "example");
        answers.put("MongoDB", "hello");
        answers.put("MongoDB reactive", "hello");
        answers.put("Kafka", "hello");
        answers.put("RabbitMQ with Qpid", "hello");
        assertThatTheyWork(answers, 0);
    }

    @Test
    @RequiresProgram("redis-server")
    void clientsOfRedis() throws IOException {
        try (Redis redis = Redis.start()) {
            int port = redis.address().getPort();
            assertThatTheyWork(Map.of("Jedis", "PONG", "Lettuce", "PONG"), port);
        }
    }

    @Test
    @RequiresProgram({"rabbitmq-server", "epmd"})
    void rabbitMq() throws IOException {
        try (RabbitMq broker = RabbitMq.start()) {
            assertThatTheyWork(Map.of("RabbitMQ", "hello"), broker.port());
        }
    }

    @Test
    @RequiresProgram("postgres")
    void postgresql() throws IOException {
        try (Postgres postgres = Postgres.start()) {
            Map<String, String> answers =
                    new TreeMap<>(Map.of("PostgreSQL JDBC", "42", "Spring Boot JDBC", "42"));
            assertThatTheyWork(answers, postgres.address().getPort());
        }
    }

    @Test
    @RequiresProgram("mariadbd")
    void clientsOfMariadb() throws IOException {
        try (Mariadb mariadb = Mariadb.start()) {
            assertThatTheyWork(
                    Map.of("MySQL Connector/J", "42", "MariaDB Connector/J", "42"), mariadb.port());
        }
    }

    /// Netty 4.2 and libraries that need it, in place of Netty 4.1.
    @Test
    void clientsWithNetty42() throws IOException {
        String newer = read(Project.home().resolve("testing/netty/target/class-path"));
        String classPath =
                Arrays.stream(classPath().split(File.pathSeparator, -1))
                        .filter(entry -> !entry.contains("/io/netty/"))
                        .collect(
                                Collectors.joining(
                                        File.pathSeparator, newer + File.pathSeparator, ""));
        List<String> libraries =
                List.of(
                        "Netty version",
                        "Netty epoll",
                        "Netty NIO",
                        "AsyncHttpClient",
                        "Reactor Netty",
                        "WebClient");
        try (TargetServer web = TargetServer.http("hello")) {
            for (String host : new String[] {NAME, ADDRESS}) {
                int before = server.sessions().size();

                Command.Result result = run(classPath, libraries, host, web.port());

                assertThat(result.output())
                        .as(result.errors())
                        .isEqualTo("4.2\navailable: true\nactive: true\n200\n200\nhello\n");
                assertOnly(host, before, 4);
            }
        }
    }

    @Test
    @RequiresProgram("mvn")
    void maven() throws IOException {
        try (MavenProject project = MavenProject.start()) {
            for (String host : new String[] {NAME, ADDRESS}) {
                int before = server.sessions().size();
                List<String> words = launcher();
                words.addAll(project.words(host));

                Command.Result result =
                        Command.of(words.toArray(String[]::new))
                                .with("JAVA_HOME", System.getProperty("java.home"))
                                .result();

                assertThat(result.output()).as(result.errors()).contains("BUILD SUCCESS");
                assertThat(project.takeParent()).isTrue();
                assertOnly(host, before, 1);
            }
        }
    }

    /// A program with all of them gets each answer, and every connection leads through the server.
    ///
    /// @param answers what it prints for each library
    private void assertThatTheyWork(Map<String, String> answers, int port) throws IOException {
        for (String host : new String[] {NAME, ADDRESS}) {
            int before = server.sessions().size();

            Command.Result result = run(classPath(), answers.keySet(), host, port);

            assertThat(result.output().lines())
                    .as(result.errors())
                    .containsExactlyElementsOf(answers.values());
            assertOnly(host, before, answers.size());
        }
    }

    /// Since then, the server was asked for this host only.
    private void assertOnly(String host, int before, int atLeast) {
        assertThat(server.sessions().stream().skip(before))
                .hasSizeGreaterThanOrEqualTo(atLeast)
                .allSatisfy(
                        session -> assertThat(session.request().map(Request::host)).contains(host));
    }

    private Command.Result run(
            String classPath, Collection<String> libraries, String host, int port)
            throws IOException {
        List<String> words = launcher();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("-Djava.io.tmpdir=" + folder);
        words.add("-cp");
        words.add(classPath);
        words.add("io.tsocks.agent.programs.Libraries");
        words.add(String.join(";", libraries));
        words.add(host);
        words.add("" + port);
        return Command.of(words.toArray(String[]::new)).result();
    }

    /// The class path of the agent's tests.
    private static String classPath() throws IOException {
        return AGENT.resolve("test-classes")
                + File.pathSeparator
                + read(AGENT.resolve("test-class-path"));
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file).strip();
    }

    /// The words that start the launcher, before those of a program.
    private List<String> launcher() throws IOException {
        String policy =
                """
                server = %s
                server_port = %d
                server_type = 5
                remote_dns = yes
                """
                        .formatted(server.host(), server.port());
        List<String> words = new ArrayList<>();
        words.add(Image.HOME.resolve("bin/tsocks").toString());
        words.add("-f");
        words.add(Files.writeString(folder.resolve("tsocks.conf"), policy).toString());
        return words;
    }
}
