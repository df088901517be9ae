package io.tsocks.launcher;

import io.tsocks.testing.Command;
import io.tsocks.testing.Danted;
import io.tsocks.testing.Microsocks;
import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.SealedNetwork;
import io.tsocks.testing.SshDynamic;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/// A sealed network with a host whose name only the side of the SOCKS server knows. Inside, no name
/// server can be reached, so a program that reaches the host has sent its name to the SOCKS server.
final class NamedNetwork implements AutoCloseable {

    /// The address of the host.
    static final String HOST = "192.0.2.7";

    /// A fake address, which no server may see.
    static final String FAKE = "[^.\\d]198\\.1[89]\\.";

    /// The name of the host.
    static final String NAME = "web.test.example";

    /// A name server that nobody has.
    static final String NAME_SERVER = "nameserver 10.255.255.53\n";

    private final Workshop workshop = Workshop.open();
    private final SealedNetwork network = SealedNetwork.create();
    private final Deque<Runnable> servers = new ArrayDeque<>();
    private final Path policy;

    private NamedNetwork() {
        policy =
                workshop.file(
                        "policy",
                        """
                        local = 10.203.0.0/255.255.255.0
                        server = %s
                        server_type = 5
                        remote_dns = yes
                        """
                                .formatted(SealedNetwork.SERVER));
        network.inside().etc("resolv.conf", NAME_SERVER);
        network.outside()
                .addAddress(HOST)
                .etc("hosts", HOST + " " + NAME + "\n127.0.0.1 localhost\n")
                .etc("resolv.conf", "nameserver 127.0.0.1\n");
    }

    /// Which SOCKS server the programs go through, and where that has written the name.
    enum Server {
        MICROSOCKS,
        /// It writes the address that it has found for the name. Nobody else knows that.
        DANTED,
        SSH;

        RealServer start(NamedNetwork names) {
            return switch (this) {
                case MICROSOCKS -> Microsocks.start(names.network.server());
                case DANTED -> Danted.start(names.network.server());
                case SSH -> SshDynamic.start(names.network.server());
            };
        }

        /// What it writes if it was given the name.
        String trace(int port) {
            return switch (this) {
                case MICROSOCKS -> "connected to " + NAME + ":" + port;
                case DANTED -> " " + HOST + "." + port;
                case SSH -> "host " + NAME + " port " + port;
            };
        }
    }

    static NamedNetwork create() {
        return new NamedNetwork();
    }

    Workshop workshop() {
        return workshop;
    }

    SealedNetwork network() {
        return network;
    }

    /// A policy that sends everything through the SOCKS server, and has it resolve names.
    Path policy() {
        return policy;
    }

    /// Serves a greeting and a repository of git, each of which says hello, at port 8080.
    ///
    /// @return the folder that is served
    Path serveFiles() {
        Path www = workshop.folder().resolve("www");
        Command.of(
                        "sh",
                        "-ec",
                        """
                        mkdir $0; cd $0; echo hello >greeting; cp greeting greeting.html
                        git init -q work; cd work; echo hello >file; git add file
                        git -c user.name=t -c user.email=t@t commit -qm t
                        git clone -q --bare . ../repo; cd ../repo; git update-server-info
                        """,
                        www.toString())
                .run();
        serve("files", 8080, "python3", "-m", "http.server", "-d", www.toString(), "8080");
        return www;
    }

    /// Serves a folder over HTTPS, at port 443, with a certificate that `ca.pem` vouches for.
    void serveFilesSecretly(Path www) {
        Path folder = workshop.folder();
        Command.of(
                        "sh",
                        "-ec",
                        """
                        cd $0
                        key='-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'
                        openssl req -x509 $key -keyout ca.key -out ca.pem -days 2 -subj /CN=t
                        openssl req -x509 $key -keyout web.key -out web.pem -days 2 -subj /CN=$1 \\
                            -CA ca.pem -CAkey ca.key -addext subjectAltName=DNS:$1 \\
                            -addext basicConstraints=critical,CA:FALSE
                        """,
                        folder.toString(),
                        NAME)
                .run();
        serve(
                "https",
                443,
                "python3",
                Workshop.source("https.py").toString(),
                "443",
                www.toString(),
                folder + "/web.pem",
                folder + "/web.key");
    }

    /// Serves shells at port 22.
    void serveShells() {
        servers.push(Shells.serve(workshop, network.outside(), HOST)::close);
    }

    private void serve(String name, int port, String... words) {
        NetworkNamespace outside = network.outside();
        Path log = workshop.folder().resolve(name + ".log");
        servers.push(outside.start(log, words).awaitListening(port)::close);
    }

    /// Programs under that policy.
    ProgramTable table(Map<String, String> programs) {
        return new ProgramTable(workshop, network, policy, programs);
    }

    @Override
    public void close() {
        servers.forEach(Runnable::run);
        network.close();
        workshop.close();
    }
}
