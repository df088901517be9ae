package io.tsocks.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Command;
import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RunningProgram;
import io.tsocks.testing.SealedNetwork;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// A workshop in a sealed network, and what a class of tests starts there.
final class SealedWorkshop implements AutoCloseable {

    /// What is reached through servers: an address of the outer network.
    static final String TARGET = "192.0.2.7";

    private final Workshop workshop = Workshop.open();
    private final SealedNetwork network = SealedNetwork.create();
    private final Deque<Runnable> started = new ArrayDeque<>();

    Workshop workshop() {
        return workshop;
    }

    SealedNetwork network() {
        return network;
    }

    /// Gives the outer network the target, with an echo.
    NetworkNamespace withEcho() {
        NetworkNamespace outside = network.outside().addAddress(TARGET);
        start(workshop.serveEcho(outside, TARGET));
        return outside;
    }

    /// Takes over a server; it is closed before what was started earlier.
    void start(RealServer server) {
        started.push(server::close);
    }

    /// Takes over anything else that ends, likewise.
    void start(Runnable end) {
        started.push(end);
    }

    /// Takes over a program, likewise.
    void start(RunningProgram program) {
        started.push(program::close);
    }

    /// The URI of the server at one of the network's places.
    ///
    /// @param number from 0
    static String uri(String scheme, int number) {
        return scheme + "://10.203.0.1:" + (SealedNetwork.PORT + number);
    }

    /// Makes a policy, in which the servers' network is local.
    ///
    /// @return the options of tsocks that name it
    String[] policy(String... lines) {
        String text = "local = 10.203.0.0/24\n" + String.join("\n", lines) + "\n";
        return new String[] {"-f", workshop.file("sealed.conf", text).toString()};
    }

    /// tsocks with options and a command, in the inner network.
    Command command(User user, String[] options, String... words) {
        String[] all = Stream.of(options, words).flatMap(Arrays::stream).toArray(String[]::new);
        return workshop.command(network.inside(), user, workshop.tsocks(all));
    }

    /// Has a program connect many times to the echo, as [Workshop#manyConnects].
    Command.Result many(User user, String[] options, String how, int count) {
        return workshop.manyConnects(network.inside(), user, List.of(options), TARGET, how, count);
    }

    /// All users, each with all ways in which programs connect.
    static Stream<Arguments> usersAndWays() {
        return Arrays.stream(User.values())
                .flatMap(
                        user ->
                                Stream.of("threads", "asyncio", "edge")
                                        .map(how -> Arguments.of(user, how)));
    }

    /// That no packet went anywhere but to servers.
    void assertNothingHasLeaked() {
        assertThat(network.packetsElsewhere()).as(network.strays()).isZero();
    }

    @Override
    public void close() {
        started.forEach(Runnable::run);
        network.close();
        workshop.close();
    }
}
