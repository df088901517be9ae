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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Unmodified libraries under the agent. Each asks for a name that no resolver knows, so it gets an
/// answer only if the SOCKS server is asked for the name. The rows are those of docs/agent.md.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LibrariesIT {

    private static final String NAME = "service.example";

    private static final String ADDRESS = "192.0.2.7";

    private final TargetServer web = TargetServer.http("hello");
    private final SocksTestServer server = SocksTestServer.builder().redirectToLoopback().start();

    @TempDir private static Path folder = Path.of("");

    private String file = "";

    @BeforeAll
    void write() throws Exception {
        String text =
                """
                server = %s
                server_port = %d
                server_type = 5
                """
                        .formatted(server.host(), server.port());
        file = Files.writeString(folder.resolve("tsocks.conf"), text).toString();
    }

    @AfterAll
    void close() {
        server.close();
        web.close();
    }

    private void assertThatItWorks(String library, int port, String answer) {
        for (String host : new String[] {NAME, ADDRESS}) {
            assertThat(asked(library, host, port, answer)).isNotEmpty().containsOnly(host);
        }
    }

    /// Runs a library, and tells what the SOCKS server was asked for.
    private List<String> asked(String library, String host, int port, String answer) {
        return asked(program(library, host, port), answer);
    }

    private List<String> program(String library, String host, int port) {
        Command program =
                AgentJar.run(file, "io.tsocks.agent.programs.Libraries", library, host, "" + port);
        List<String> words = new ArrayList<>(program.words());
        words.add(1, "-Djava.io.tmpdir=" + folder);
        return words;
    }

    private List<String> asked(List<String> words, String answer) {
        int before = server.sessions().size();

        Command.Result result = Command.of(words.toArray(String[]::new)).result();

        assertThat(result.output()).as(result.errors()).isEqualTo(answer + "\n");
        return server.sessions().stream()
                .skip(before)
                .map(session -> session.request().map(Request::host).orElse("nothing"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "OkHttp, 200",
        "HttpClient 4, 200",
        "HttpClient 5, 200",
        "HttpClient 5 async, 200",
        "AsyncHttpClient, 200",
        "Jetty, 200",
        "Reactor Netty, 200",
        "Vert.x, 200",
        "Netty NIO, active: true",
        "AWS URLConnection, hello",
        "AWS Apache, hello",
        "AWS Netty, hello",
        "Spring Boot RestClient, hello",
    })
    void clientsOfHttp(String library, String answer) {
        assertThatItWorks(library, web.port(), answer);
    }

    @ParameterizedTest
    @CsvSource({
        "gRPC Netty, SERVING",
        "gRPC OkHttp, SERVING",
        "JSch, connected: true",
        "MINA SSHD, connected: true",
        "JGit, references: 2",
        "RMI, names: 0",
        "JMX, 'Java Virtual Machine Specification, registered: 1'",
        "java.net.http HTTP/2, HTTP_2 200",
        "java.net.http WebSocket, hello",
        "Commons Net FTP, hello",
        "Angus Mail, hello",
        "JNDI LDAP, example",
        "MongoDB, hello",
        "MongoDB reactive, hello",
        "Kafka, hello",
        "RabbitMQ with Qpid, hello",
    })
    void clientsOfServersInTheSameProgram(String library, String answer) {
        assertThatItWorks(library, 0, answer);
    }

    /// The answer to PASV has an address, that to EPSV has none.
    @Test
    void aClientOfFtpMayConnectWhereTheServerSays() {
        assertThat(asked("Commons Net FTP trusting", NAME, 0, "hello"))
                .containsExactly(NAME, ADDRESS, NAME);
    }

    @ParameterizedTest
    @CsvSource({"Jedis, PONG", "Lettuce, PONG"})
    @RequiresProgram("redis-server")
    void clientsOfRedis(String library, String answer) {
        try (Redis redis = Redis.start()) {
            int port = redis.address().getPort();
            assertThatItWorks(library, port, answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PostgreSQL JDBC", "Spring Boot JDBC"})
    @RequiresProgram("postgres")
    void clientsOfPostgresql(String library) {
        try (Postgres postgres = Postgres.start()) {
            assertThatItWorks(library, postgres.address().getPort(), "42");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MySQL Connector/J", "MariaDB Connector/J"})
    @RequiresProgram("mariadbd")
    void clientsOfMariadb(String library) {
        try (Mariadb mariadb = Mariadb.start()) {
            assertThatItWorks(library, mariadb.port(), "42");
        }
    }

    @Test
    @RequiresProgram({"rabbitmq-server", "epmd"})
    void rabbitMq() {
        try (RabbitMq broker = RabbitMq.start()) {
            assertThatItWorks("RabbitMQ", broker.port(), "hello");
        }
    }

    /// The same program with Netty 4.2 and libraries that need it, in place of Netty 4.1.
    @ParameterizedTest
    @ValueSource(strings = {NAME, ADDRESS})
    void clientsWithNetty42(String host) throws IOException {
        List<String> words =
                program(
                        "Netty version;Netty epoll;Netty NIO;AsyncHttpClient;Reactor Netty;WebClient",
                        host,
                        web.port());
        int classPath = words.indexOf("-cp") + 1;
        words.set(classPath, AgentJar.withNetty42(words.get(classPath)));

        assertThat(asked(words, "4.2\navailable: false\nactive: true\n200\n200\nhello"))
                .hasSize(4)
                .containsOnly(host);
    }

    /// Netty's own calls of connect(2) would pass the agent by, so it finds none.
    @Test
    void nativeTransportsOfNettyAreNotAvailable() {
        Command with =
                AgentJar.run(file, "io.tsocks.agent.programs.Libraries", "Netty epoll", NAME, "0");
        List<String> without =
                with.words().stream().filter(word -> !word.startsWith("-javaagent:")).toList();

        assertThat(with.result().output()).isEqualTo("available: false\n");
        assertThat(Command.of(without.toArray(String[]::new)).run()).contains("available: true");
    }

    /// A program that insists learns that there is none.
    @Test
    void aNativeTransportThatIsForcedFails() {
        Command.Result result =
                AgentJar.run(
                                file,
                                "io.tsocks.agent.programs.Libraries",
                                "Netty epoll forced",
                                NAME,
                                "0")
                        .result();

        assertThat(result.errors()).contains("tsocks: the agent refuses Netty's native transport");
        assertThat(result.status()).isEqualTo(1);
    }
}
