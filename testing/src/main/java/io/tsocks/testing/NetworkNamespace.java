package io.tsocks.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A network namespace for the time of a test, which contains only loopback. Needs root.
public final class NetworkNamespace implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name;
    private final Thread remover = new Thread(this::remove, "namespace-remover");

    private NetworkNamespace(String name) {
        this.name = name;
        Runtime.getRuntime().addShutdownHook(remover);
    }

    /// Makes a namespace whose loopback is up.
    public static NetworkNamespace create() {
        String name = "tst" + ProcessHandle.current().pid() + "x" + NUMBER.incrementAndGet();
        Command.of("ip", "netns", "add", name).run();
        NetworkNamespace namespace = new NetworkNamespace(name);
        namespace.ip("link", "set", "lo", "up");
        return namespace;
    }

    /// The name of the namespace in `ip netns`.
    public String name() {
        return name;
    }

    /// The words before a command that make it run in the namespace.
    public List<String> prefix() {
        return List.of("ip", "netns", "exec", name);
    }

    /// A command that runs in the namespace.
    public Command command(String... words) {
        List<String> all = new ArrayList<>(prefix());
        all.addAll(List.of(words));
        return Command.of(all.toArray(String[]::new));
    }

    /// Starts a program in the namespace, which runs until it is closed.
    ///
    /// @param log the file for its output, which is created
    public RunningProgram start(Path log, String... words) {
        return RunningProgram.start(command(words), log);
    }

    /// Connects another namespace to this one by a cable of its own.
    ///
    /// @param address of this end, an IPv4 address in a network of 24 bits
    /// @param others of the other end, in the same network
    public void connect(String address, NetworkNamespace other, String others) {
        ip("link", "add", "onward", "type", "veth", "peer", "name", "back", "netns", other.name());
        ip("addr", "add", address + "/24", "dev", "onward");
        other.ip("addr", "add", others + "/24", "dev", "back");
        ip("link", "set", "onward", "up");
        other.ip("link", "set", "back", "up");
    }

    /// Adds an address to the loopback, for a target.
    ///
    /// @param address IPv4 or IPv6, without prefix length
    public NetworkNamespace addAddress(String address) {
        String length = address.indexOf(':') >= 0 ? "/128" : "/32";
        ip("addr", "add", address + length, "dev", "lo");
        return this;
    }

    /// Replaces a file of /etc for programs in the namespace, in the way of ip-netns(8).
    ///
    /// @param name such as `resolv.conf`, which has to exist in /etc
    public NetworkNamespace etc(String name, String text) {
        try {
            Files.writeString(Files.createDirectories(files()).resolve(name), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path files() {
        return Path.of("/etc/netns", name);
    }

    /// Runs `ip` on the namespace.
    void ip(String... words) {
        List<String> all = new ArrayList<>(List.of("ip", "-n", name));
        all.addAll(List.of(words));
        Command.of(all.toArray(String[]::new)).run();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(remover);
        remove();
    }

    private void remove() {
        Command.of("ip", "netns", "del", name).run();
        if (Files.exists(files())) {
            Folders.delete(files());
        }
    }
}
