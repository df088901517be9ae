package io.tsocks.service;

import io.tsocks.testing.Command;
import io.tsocks.testing.Danted;
import io.tsocks.testing.Microsocks;
import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.Place;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RunningProgram;
import io.tsocks.testing.SealedNetwork;
import io.tsocks.testing.Sshd;
import io.tsocks.testing.Tinyproxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The gateway of `tsocksd` in a sealed network, with real servers before it, and what programs ask
/// for behind those: a site, an sshd and a name server.
final class SealedGateway implements AutoCloseable {

    static final String TARGET = "192.0.2.7";
    static final String GATEWAY = "127.0.0.1:1080";
    private static final int DANTED = 0;
    private static final int MICROSOCKS = 1;
    private static final int TINYPROXY = 2;

    /// The first server of the group; the second one is at the next port.
    static final int GROUP = 3;

    private static final int ABSENT = 5;

    /// Greets, and serves a folder.
    private static final String SITE =
            """
            import functools, http.server, sys
            class Server(http.server.ThreadingHTTPServer):
                request_queue_size = 1024
            handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[2])
            Server((sys.argv[1], 80), handler).serve_forever()
            """;

    /// Answers each question over TCP with one address.
    private static final String NAMES =
            """
            import socket, sys
            listener = socket.create_server((sys.argv[1], 53))
            while True:
                with listener.accept()[0] as client, client.makefile('rwb') as stream:
                    length = int.from_bytes(stream.read(2), 'big')
                    query = stream.read(length)
                    question = query[12:query.index(0, 12) + 5]
                    answer = bytes([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 9, 0, 4, 192, 0, 2, 99])
                    reply = query[:2] + bytes([0x84, 0, 0, 1, 0, 1, 0, 0, 0, 0]) + question + answer
                    stream.write(len(reply).to_bytes(2, 'big') + reply)
                    stream.flush()
            """;

    private final SealedNetwork network = SealedNetwork.create();
    private final Deque<Runnable> ends = new ArrayDeque<>();
    private final Path folder;
    private @Nullable Sshd sshd;

    private SealedGateway(Path folder) {
        this.folder = folder;
    }

    /// Starts it all.
    static SealedGateway open() {
        try {
            SealedGateway gateway = new SealedGateway(Files.createTempDirectory("tsocks-it-"));
            try {
                gateway.start();
                return gateway;
            } catch (IOException | RuntimeException e) {
                gateway.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start() throws IOException {
        NetworkNamespace outside = network.outside().addAddress(TARGET);
        StringBuilder hosts = new StringBuilder();
        for (String name : List.of("danted", "microsocks", "tinyproxy", "group", "absent")) {
            hosts.append(TARGET + " a." + name + ".test\n");
        }
        outside.etc("hosts", hosts.toString());
        makeRepository();
        program(outside, "site", 80, "python3", "-c", SITE, TARGET, site().toString());
        program(outside, "names", 53, "python3", "-c", NAMES, TARGET);
        sshd = Sshd.start(new Place(outside, TARGET, 22));
        ends.push(sshd::close);
        server(Danted.start(network.server(DANTED)));
        server(Microsocks.start(network.server(MICROSOCKS)));
        server(Tinyproxy.start(network.server(TINYPROXY)));
        startGateway();
    }

    private void startGateway() throws IOException {
        String policy =
                "local = 10.203.0.0/24\n"
                        + path("danted", "socks5", DANTED)
                        + path("microsocks", "socks5", MICROSOCKS)
                        + path("tinyproxy", "http", TINYPROXY)
                        + path("group", "socks5", GROUP, GROUP + 1)
                        + path("absent", "socks5", ABSENT)
                        + "path {\nreaches = 192.0.2.7:53/32\n"
                        + serverLine("socks5", DANTED)
                        + "}\n";
        Files.writeString(folder.resolve("tsocks.conf"), policy);
        List<String> words = ServiceProgram.words(folder, "--listen", GATEWAY);
        program(network.inside(), "gateway", 1080, words.toArray(String[]::new));
    }

    private static String path(String name, String scheme, int... servers) {
        StringBuilder lines = new StringBuilder("path {\nreaches = ." + name + ".test\n");
        for (int server : servers) {
            lines.append(serverLine(scheme, server));
        }
        return lines + "}\n";
    }

    private static String serverLine(String scheme, int number) {
        return "server = %s://%s:%d\n"
                .formatted(scheme, SealedNetwork.SERVER, SealedNetwork.PORT + number);
    }

    private Path site() {
        return folder.resolve("site");
    }

    private void makeRepository() throws IOException {
        Path work = Files.createDirectories(folder.resolve("work"));
        Files.writeString(Files.createDirectories(site()).resolve("greeting"), "hello\n");
        Files.writeString(work.resolve("file"), "from git\n");
        git(work, "init", "-q");
        git(work, "add", "file");
        git(work, "-c", "user.name=a", "-c", "user.email=a@b.test", "commit", "-qm", "First");
        git(folder, "clone", "-q", "--bare", work.toString(), site() + "/project.git");
        git(site().resolve("project.git"), "update-server-info");
    }

    private static void git(Path where, String... words) {
        Command.of(
                        Stream.concat(
                                        Stream.of("git", "-C", where.toString()),
                                        Arrays.stream(words))
                                .toArray(String[]::new))
                .run();
    }

    private void program(NetworkNamespace where, String name, int port, String... words) {
        RunningProgram program = where.start(folder.resolve(name + ".log"), words);
        ends.push(program::close);
        program.awaitListening(port);
    }

    private void server(RealServer server) {
        ends.push(server::close);
    }

    /// Where tests may put files.
    Path folder() {
        return folder;
    }

    /// What the service has said.
    String log() {
        try {
            return Files.readString(folder.resolve("gateway.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SealedNetwork network() {
        return network;
    }

    /// The key with which root logs in to the sshd.
    Path userKey() {
        return Objects.requireNonNull(sshd).userKey();
    }

    @Override
    public void close() {
        ends.forEach(Runnable::run);
        network.close();
        Command.of("rm", "-rf", folder.toString()).run();
    }
}
