package io.tsocks.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Command;
import io.tsocks.testing.Microsocks;
import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.RunningProgram;
import io.tsocks.testing.SealedNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A program under the agent in a network where every packet that is not for the SOCKS server is
/// counted: there are none. The server is microsocks, which resolves names itself.
@RequiresRoot
@RequiresProgram({"ip", "nft", "microsocks", "python3"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SealedProgramIT {

    private static final String TARGET = "192.0.2.7";

    private static final int PORT = 8088;

    @TempDir private static Path folder = Path.of("");

    private final SealedNetwork network = SealedNetwork.create();
    private final List<AutoCloseable> servers = new ArrayList<>();

    @BeforeAll
    void listen() {
        NetworkNamespace outside =
                network.outside()
                        .addAddress(TARGET)
                        .etc("hosts", TARGET + " shop.example\n")
                        .etc("resolv.conf", "");
        network.inside().etc("resolv.conf", "nameserver 192.0.2.53\noptions timeout:1\n");
        servers.add(Microsocks.start(network.server()));
        String port = Integer.toString(PORT);
        RunningProgram web =
                outside.start(
                        folder.resolve("web"),
                        "python3",
                        "-u",
                        "-m",
                        "http.server",
                        "--bind",
                        TARGET,
                        port);
        servers.add(web.awaitLog("Serving HTTP"));
    }

    @AfterAll
    void close() throws Exception {
        for (AutoCloseable one : servers) {
            one.close();
        }
        network.close();
    }

    private String visit(String way, String host, int port) {
        Command visit =
                AgentJar.visit(
                        "server=socks5h://" + SealedNetwork.SERVER + ":" + SealedNetwork.PORT,
                        way,
                        host,
                        "" + port,
                        "20000");
        List<String> words = visit.words();
        return network.inside().command(words.toArray(String[]::new)).result().output();
    }

    @ParameterizedTest
    @CsvSource({
        "Socket, 192.0.2.7",
        "Socket, shop.example",
        "Socket-timed, shop.example",
        "virtual-thread, shop.example",
        "SocketChannel, 192.0.2.7",
        "SocketChannel, shop.example",
        "adaptor, shop.example",
        "non-blocking, 192.0.2.7",
        "non-blocking, shop.example",
        "asynchronous, 192.0.2.7",
        "asynchronous, shop.example",
        "URLConnection, shop.example",
        "HttpClient, 192.0.2.7",
        "HttpClient, shop.example",
    })
    void onlyTheServerIsReached(String way, String host) {
        long before = network.packetsToServer();

        assertThat(visit(way, host, PORT)).contains("200 OK");
        assertThat(network.packetsToServer()).isGreaterThan(before);
        assertThat(network.packetsElsewhere()).as(network.strays()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "Socket, 192.0.2.8",
        "non-blocking, unknown.example",
        "asynchronous, 2001:db8::7",
        "HttpClient, unknown.example",
        "DatagramSocket, 192.0.2.7",
        "DatagramSocket, shop.example",
        "DatagramChannel, 192.0.2.7",
        "multicast, 224.0.0.251",
        "reachable, 192.0.2.7",
        "reachable, shop.example",
        "lookup, unknown.example",
        "lookup, 192.0.2.7",
        "lookup, 2001:db8::7",
        "this-machine, unknown.example",
    })
    void nothingLeavesBesideTheServer(String way, String host) {
        assertThat(visit(way, host, PORT)).doesNotContain("200 OK").isNotEmpty();
        assertThat(network.packetsElsewhere()).as(network.strays()).isZero();
    }
}
