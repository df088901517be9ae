package io.tsocks.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Command;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.FaultPhase;
import io.tsocks.testserver.Request;
import io.tsocks.testserver.Session;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The agent in unmodified programs: each in a Java run time of its own, with a SOCKS server that
/// leads to an HTTP server whatever it is asked for.
class AgentIT {

    private static final String NAME = "shop.example";

    private static final String ADDRESS = "192.0.2.7";

    @TempDir private Path folder = Path.of("");

    private final TargetServer target = TargetServer.http("hello");
    private final SocksTestServer server =
            SocksTestServer.builder().redirectAll(target.address()).start();

    @BeforeEach
    void listen() {
        assertThat(AgentJar.JAR).exists();
    }

    @AfterEach
    void close() {
        server.close();
        target.close();
    }

    private String file(String more) throws IOException {
        String text =
                """
                server = %s
                server_port = %d
                server_type = 5
                """
                        .formatted(server.host(), server.port());
        return Files.writeString(folder.resolve("tsocks.conf"), text + more).toString();
    }

    private List<String> asked() {
        return server.sessions().stream()
                .flatMap(session -> session.request().stream())
                .map(Request::host)
                .toList();
    }

    private static void assertQuiet(Command.Result result) {
        assertThat(result.errors()).isEmpty();
        assertThat(result.status()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "Socket,          192.0.2.7,    /192.0.2.7:80 HTTP/1.1 200 OK",
        "Socket,          shop.example, shop.example/0.0.0.1:80 HTTP/1.1 200 OK",
        "Socket-timed,    192.0.2.7,    /192.0.2.7:80 HTTP/1.1 200 OK",
        "Socket-timed,    shop.example, shop.example/0.0.0.1:80 HTTP/1.1 200 OK",
        "virtual-thread,  192.0.2.7,    /192.0.2.7:80 HTTP/1.1 200 OK",
        "virtual-thread,  shop.example, shop.example/0.0.0.1:80 HTTP/1.1 200 OK",
        "SocketChannel,   192.0.2.7,    /192.0.2.7:80 HTTP/1.1 200 OK",
        "SocketChannel,   shop.example, shop.example/0.0.0.1:80 HTTP/1.1 200 OK",
        "adaptor,         192.0.2.7,    /192.0.2.7:80 HTTP/1.1 200 OK",
        "adaptor,         shop.example, shop.example/0.0.0.1:80 HTTP/1.1 200 OK",
        "non-blocking,    192.0.2.7,    /192.0.2.7:80 HTTP/1.1 200 OK",
        "non-blocking,    shop.example, shop.example/0.0.0.1:80 HTTP/1.1 200 OK",
        "asynchronous,    192.0.2.7,    /192.0.2.7:80 HTTP/1.1 200 OK",
        "asynchronous,    shop.example, shop.example/0.0.0.1:80 HTTP/1.1 200 OK",
        "URLConnection,   192.0.2.7,    HTTP/1.1 200 OK",
        "URLConnection,   shop.example, HTTP/1.1 200 OK",
        "HttpClient,      192.0.2.7,    HTTP/1.1 200 OK",
        "HttpClient,      shop.example, HTTP/1.1 200 OK",
    })
    void everyWayOfTheJdkGoesThroughTheServer(String way, String host, String answer)
            throws IOException {
        Command.Result result = AgentJar.visit(file(""), way, host, "80", "20000").result();

        assertThat(result.output()).isEqualTo(answer + "\n");
        assertQuiet(result);
        assertThat(asked()).containsExactly(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Socket",
                "Socket-timed",
                "virtual-thread",
                "SocketChannel",
                "adaptor",
                "non-blocking",
                "asynchronous",
                "URLConnection"
            })
    void aRefusalIsAConnectExceptionThatSaysWhy(String way) throws IOException {
        server.behave(new Fault.Refuse(2));

        Command.Result result = AgentJar.visit(file(""), way, ADDRESS, "80", "20000").result();

        assertThat(result.output())
                .contains("java.net.ConnectException")
                .contains("tsocks: 192.0.2.7:80 via socks5://" + server.host())
                .contains("not allowed");
        assertQuiet(result);
        assertThat(target.accepted()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Socket", "SocketChannel", "non-blocking", "asynchronous"})
    void whatThePolicyRefusesIsNotConnected(String way) throws IOException {
        Path file = Files.writeString(folder.resolve("refusing.conf"), "local = 10.0.0.0/8\n");

        Command.Result result =
                AgentJar.visit(file.toString(), way, ADDRESS, "80", "20000").result();

        assertThat(result.output())
                .startsWith("java.net.ConnectException: tsocks: the policy refuses 192.0.2.7:80");
        assertQuiet(result);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Socket-timed", "adaptor"})
    void theProgramsOwnTimeoutCoversTheHandshake(String way) throws IOException {
        server.behave(new Fault.Mute(FaultPhase.METHOD));

        Command.Result result = AgentJar.visit(file(""), way, ADDRESS, "80", "300").result();

        assertThat(result.output())
                .startsWith("java.net.SocketTimeoutException: tsocks: 192.0.2.7:80");
        assertQuiet(result);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Socket", "SocketChannel", "non-blocking", "asynchronous", "HttpClient"})
    void loopbackIsReachedDirectly(String way) throws IOException {
        Command.Result result =
                AgentJar.visit(file(""), way, "127.0.0.1", "" + target.port(), "20000").result();

        assertThat(result.output()).endsWith("HTTP/1.1 200 OK\n");
        assertQuiet(result);
        assertThat(server.sessions()).isEmpty();
    }

    /// The JDK's own client tells no reason for a failed connect, with and without the agent.
    @Test
    void aRefusalIsAConnectExceptionOfTheHttpClient() throws IOException {
        server.behave(new Fault.Refuse(2));

        Command.Result result = AgentJar.visit(file(""), "HttpClient", ADDRESS, "80").result();

        assertThat(result.output()).startsWith("java.net.ConnectException");
        assertThat(target.accepted()).isZero();
    }

    @Test
    void aNameThatTheFileListsAsLocalIsLookedUpByTheProgramsOwnResolver() throws IOException {
        String file = file("local = .intra.example\nremote_dns = yes\n");
        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 www.intra.example\n");
        Command visit = AgentJar.visit(file, "Socket", "www.intra.example", "" + target.port());
        List<String> words = new ArrayList<>(visit.words());
        words.add(1, "-Djdk.net.hosts.file=" + hosts);

        Command.Result result = Command.of(words.toArray(String[]::new)).result();

        assertThat(result.output()).startsWith("www.intra.example/127.0.0.1:").endsWith(" OK\n");
        assertQuiet(result);
        assertThat(server.sessions()).isEmpty();
    }

    /// The proxy that a program chose itself is a destination like any other.
    @Test
    void aProgramsOwnProxyIsADestination() {
        try (SocksTestServer own = SocksTestServer.builder().redirectAll(target.address()).start();
                SocksTestServer outer =
                        SocksTestServer.builder().redirectAll(own.address()).start()) {
            String options = "server=socks5h://127.0.0.1:" + outer.port();
            String proxy = "socks://192.0.2.9:1080";

            Command.Result result =
                    AgentJar.visit(options, "Socket-proxy", NAME, "80", proxy).result();

            assertThat(result.output()).endsWith("HTTP/1.1 200 OK\n");
            assertThat(outer.awaitSession(1).request().map(Request::host)).contains("192.0.2.9");
            assertThat(own.awaitSession(1).request().map(Request::host)).contains(NAME);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aNameThatAServerResolvesHasAnAddressThatStandsForIt() throws IOException {
        Command.Result result = AgentJar.visit(file(""), "lookup", NAME, "80").result();

        assertThat(result.output()).isEqualTo("shop.example/0.0.0.1 shop.example\n");
        assertQuiet(result);
    }

    @Test
    void theNameOfThisMachineIsItsOwn() throws IOException {
        Command.Result result = AgentJar.visit(file(""), "this-machine", NAME, "80").result();

        assertThat(result.output()).doesNotContain("/0.0.0.").contains("/");
        assertQuiet(result);
    }

    @Test
    void anOnionNameWithoutAServerForItIsNotLookedUp() throws IOException {
        Path file = Files.writeString(folder.resolve("direct.conf"), "fallback = yes\n");

        Command.Result result =
                AgentJar.visit(file.toString(), "lookup", "abc.onion", "80").result();

        assertThat(result.output()).startsWith("java.net.UnknownHostException: tsocks: the policy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DatagramSocket", "DatagramChannel"})
    void datagramsThatDoNotGoDirectlyAreRefused(String way) throws IOException {
        Command.Result refused = AgentJar.visit(file(""), way, ADDRESS, "9").result();
        Command.Result direct = AgentJar.visit(file(""), way, "127.0.0.1", "9").result();

        assertThat(refused.output()).contains("tsocks: a datagram to /192.0.2.7:9 is refused");
        assertThat(direct.output()).matches("(sent|connected)\n");
    }

    @Test
    void serversCanBeGivenAsOptions() {
        String options =
                "server=socks5h://" + server.host() + ":" + server.port() + ",direct=10.0.0.0/8";

        Command.Result result = AgentJar.visit(options, "Socket", NAME, "80").result();

        assertThat(result.output()).endsWith("HTTP/1.1 200 OK\n");
        assertQuiet(result);
        assertThat(asked()).containsExactly(NAME);
    }

    /// The servers of a group are tried on the same descriptor.
    @ParameterizedTest
    @ValueSource(strings = {"Socket", "SocketChannel", "non-blocking", "asynchronous"})
    void theNextServerStandsInForOneThatFails(String way) {
        try (SocksTestServer broken =
                SocksTestServer.builder().faults(new Fault.Close(FaultPhase.METHOD)).start()) {
            String options =
                    "server=socks5h://127.0.0.1:%d,server=socks5h://127.0.0.1:%d,server=socks5h://%s:%d"
                            .formatted(
                                    TargetServer.closedPort(),
                                    broken.port(),
                                    server.host(),
                                    server.port());

            Command.Result result = AgentJar.visit(options, way, NAME, "80").result();

            assertThat(result.output()).endsWith("HTTP/1.1 200 OK\n");
            assertQuiet(result);
            assertThat(broken.sessions()).hasSize(1);
            assertThat(asked()).containsExactly(NAME);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/nowhere/tsocks.conf, 'tsocks-agent: /nowhere/tsocks.conf: '",
        "server=nonsense, 'tsocks-agent: -s nonsense: '",
        "conf=x;port=2, 'tsocks-agent: there is no option port; the options are conf, server'",
        "udp=proxy, 'tsocks-agent: udp=proxy: '",
        "dns=yes, 'tsocks-agent: dns=yes: write dns=policy'",
    })
    void aProgramDoesNotStartWithoutAPolicy(String options, String message) {
        Command.Result result =
                AgentJar.visit(options.replace(';', ','), "nothing", NAME, "80").result();

        assertThat(result.errors()).startsWith(message).hasLineCount(1);
        assertThat(result.output()).isEmpty();
        assertThat(result.status()).isEqualTo(78);
    }

    @Test
    void aFileWithErrorsIsNamedInOneLine() throws IOException {
        String file = file("server_type = 7\nnonsense\n");

        Command.Result result = AgentJar.visit(file, "nothing", NAME, "80").result();

        assertThat(result.errors())
                .startsWith("tsocks-agent: " + file + " has errors: line 4: ")
                .contains(" line 5: ")
                .hasLineCount(1);
        assertThat(result.status()).isEqualTo(78);
    }

    @Test
    void theLogAndTheAuditTellOfEachConnect() throws IOException {
        Path log = folder.resolve("log");
        String options = "conf=" + file("") + ",audit,log=" + log;

        Command.Result result = AgentJar.visit(options, "Socket", NAME, "80").result();

        assertThat(Files.readString(log))
                .contains("\"outcome\":\"proxied\",\"destination\":\"shop.example:80\"");
        assertThat(result.errors())
                .startsWith("tsocks audit:\n  1 x proxied shop.example:80 (")
                .hasLineCount(2);
    }

    @Test
    void aSecondAgentIsRefused() throws IOException {
        Command once = AgentJar.visit(file(""), "nothing", NAME, "80");
        List<String> words = new ArrayList<>(once.words());
        words.add(1, words.get(1));

        Command.Result result = Command.of(words.toArray(String[]::new)).result();

        assertThat(result.errors())
                .isEqualTo("tsocks-agent: the agent already runs in this program\n");
    }

    /// The program finds none of the agent's libraries on its class path.
    @Test
    void theProgramDoesNotSeeTheAgentsClasses() throws IOException {
        try (var jar = new JarFile(AgentJar.JAR.toFile())) {
            List<String> outside =
                    jar.stream()
                            .map(ZipEntry::getName)
                            .filter(name -> name.endsWith(".class") && !name.startsWith("inside/"))
                            .toList();

            assertThat(outside).allMatch(name -> name.matches("io/tsocks/agent/[A-Za-z]+\\.class"));
            assertThat(jar.getEntry("inside/org/objectweb/asm/ClassReader.class")).isNotNull();
        }
    }

    @Test
    void loginsComeFromTheFile() throws IOException {
        try (SocksTestServer strict =
                SocksTestServer.builder()
                        .login("alice", "secret")
                        .redirectAll(target.address())
                        .start()) {
            Path file =
                    Files.writeString(
                            folder.resolve("login.conf"),
                            """
                            server = %s
                            server_port = %d
                            server_type = 5
                            default_user = alice
                            default_pass = secret
                            """
                                    .formatted(strict.host(), strict.port()));

            Command.Result result =
                    AgentJar.visit(file.toString(), "non-blocking", NAME, "80").result();

            assertThat(result.output()).endsWith("HTTP/1.1 200 OK\n");
            assertThat(strict.sessions()).allMatch(Session::loggedIn);
        }
    }
}
