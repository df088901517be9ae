package io.tsocks.launcher;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Command;
import io.tsocks.testing.Danted;
import io.tsocks.testing.Kdc;
import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.Place;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RunningProgram;
import io.tsocks.testing.SealedNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A sealed network with SOCKS 5 servers that take GSSAPI alone, and a Kerberos server. That is in
/// the inner network, so that no packet to it is taken for one that has leaked.
///
/// Debian's build of Dante has no GSSAPI, so `GssapiFront.java` stands before it.
final class GssapiNetwork implements AutoCloseable {

    static final String TARGET = SealedWorkshop.TARGET;

    private static final Path FRONT = Workshop.source("GssapiFront.java");

    private final SealedWorkshop sealed = new SealedWorkshop();
    private final Kdc kdc;
    private final Path keytab;
    private final RealServer danted;
    private final Path classes;

    GssapiNetwork() {
        NetworkNamespace inside = sealed.network().inside();
        NetworkNamespace outside = sealed.network().outside().addAddress(TARGET);
        inside.etc("resolv.conf", "");
        inside.etc("hosts", SealedNetwork.SERVER + " gate.test.example\n");
        outside.etc("resolv.conf", "");
        kdc = Kdc.start(new Place(inside, "127.0.0.1", 88));
        kdc.addUser("alice", "secret");
        keytab = kdc.addService("rcmd/gate.test.example");
        kdc.login("alice", "secret");
        share("krb5.conf", kdc.configuration());
        share("tickets", kdc.tickets());
        danted = Danted.start(new Place(outside, "127.0.0.1", 2080));
        sealed.start(danted);
        classes = workshop().folder().resolve("front");
        String javac = Workshop.java().resolveSibling("javac").toString();
        Command.of(javac, "-d", classes.toString(), FRONT.toString()).run();
        sealed.start(workshop().serveFiles(outside, TARGET));
    }

    Workshop workshop() {
        return sealed.workshop();
    }

    SealedNetwork network() {
        return sealed.network();
    }

    Kdc kdc() {
        return kdc;
    }

    /// A server of SOCKS 5 without login.
    RealServer danted() {
        return danted;
    }

    /// Copies a file to where all users can read it.
    ///
    /// @return the copy
    Path share(String name, Path file) {
        try {
            Path copy = workshop().folder().resolve(name);
            Files.write(copy, Files.readAllBytes(file));
            workshop().share();
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts a server.
    ///
    /// @param number of its place, from 0
    /// @param deed what it does, as GssapiFront.java knows it
    RealServer front(int number, String deed) {
        return front(SealedNetwork.SERVER, SealedNetwork.PORT + number, deed);
    }

    RealServer front(String address, int port, String deed) {
        Place place = new Place(network().outside(), address, port);
        return RealServer.of(place, program(place, deed));
    }

    private RunningProgram program(Place at, String deed) {
        return network()
                .outside()
                .start(
                        workshop().folder().resolve("front-" + at.port() + "-" + deed + ".log"),
                        Workshop.java().toString(),
                        "-XX:+UseSerialGC",
                        "-Djava.security.krb5.conf=" + kdc.configuration(),
                        "-cp",
                        classes.toString(),
                        "GssapiFront",
                        at.host(),
                        "" + at.port(),
                        "" + danted.port(),
                        keytab.toString(),
                        "rcmd/gate.test.example",
                        deed)
                .awaitListening(at.port());
    }

    /// Takes over a program of the outer network, which ends with the tests.
    void start(RunningProgram program) {
        sealed.start(program);
    }

    /// Takes over a server, likewise.
    void start(RealServer server) {
        sealed.start(server);
    }

    /// Takes over anything else, likewise.
    void start(Runnable end) {
        sealed.start(end);
    }

    /// Makes a policy whose servers are those of these lines.
    Path policy(String... lines) {
        String text = "local = 10.203.0.0/24\n" + String.join("\n", lines) + "\n";
        return workshop().file("gssapi.conf", text);
    }

    /// tsocks with the tickets of a user.
    ///
    /// @param tickets the value of KRB5CCNAME
    Command command(User user, String tickets, Path policy, String[] options, String... words) {
        List<String> all = new ArrayList<>();
        all.addAll(List.of("env", "KRB5_CONFIG=" + workshop().folder().resolve("krb5.conf")));
        all.add("KRB5CCNAME=" + tickets);
        all.addAll(workshop().tsocks(options));
        all.addAll(List.of("-f", policy.toString(), "--"));
        all.addAll(Stream.of(words).toList());
        return workshop().command(network().inside(), user, all);
    }

    /// The result of a command with a valid ticket.
    Command.Result run(User user, Path policy, String[] options, String... words) {
        String tickets = "FILE:" + workshop().folder().resolve("tickets");
        return command(user, tickets, policy, options, words).result();
    }

    @Override
    public void close() {
        kdc.close();
        sealed.close();
    }
}
