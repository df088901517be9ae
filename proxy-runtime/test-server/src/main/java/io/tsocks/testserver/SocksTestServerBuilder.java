package io.tsocks.testserver;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Configures a [SocksTestServer]. Not thread-safe.
public final class SocksTestServerBuilder {

    private InetAddress address = Addresses.LOOPBACK_4;
    private int port;
    private Set<Integer> versions = Set.of(4, 5);
    private Set<Command> commands = Set.of(Command.CONNECT, Command.BIND, Command.UDP_ASSOCIATE);
    private Settings.@Nullable Login login;
    private @Nullable Map<String, InetAddress> names;
    private @Nullable Function<Request, InetSocketAddress> redirect;
    private boolean anywhere;
    private List<Fault> faults = List.of();

    SocksTestServerBuilder() {}

    /// Listens here instead of 127.0.0.1.
    ///
    /// @param loopback another address of 127.0.0.0/8, or `::1`
    /// @throws IllegalArgumentException if it is not a loopback address
    public SocksTestServerBuilder address(InetAddress loopback) {
        if (!loopback.isLoopbackAddress()) {
            throw new IllegalArgumentException("not a loopback address: " + loopback);
        }
        address = loopback;
        return this;
    }

    /// Listens on this port, 1 to 65535, instead of a free one.
    public SocksTestServerBuilder port(int port) {
        this.port = port;
        return this;
    }

    /// Speaks only these versions of 4 (with 4a) and 5; connections with others are closed.
    public SocksTestServerBuilder versions(Integer... versions) {
        this.versions = Set.of(versions);
        return this;
    }

    /// Performs only these commands; others are answered with "command not supported".
    public SocksTestServerBuilder commands(Command... commands) {
        this.commands = Arrays.stream(commands).collect(Collectors.toUnmodifiableSet());
        return this;
    }

    /// Asks for this user name and password (RFC 1929), and accepts no other method. SOCKS 4 has no
    /// password and is refused.
    ///
    /// @param user 0 to 255 bytes of UTF-8
    /// @param password 0 to 255 bytes of UTF-8
    public SocksTestServerBuilder login(String user, String password) {
        login = new Settings.Login(user, password);
        return this;
    }

    /// Resolves this name to this address. All names that were not set here are then unknown. If
    /// none is set, the system resolves names.
    public SocksTestServerBuilder name(String name, InetAddress address) {
        Map<String, InetAddress> known = new HashMap<>(names == null ? Map.of() : names);
        known.put(name, address);
        names = Map.copyOf(known);
        return this;
    }

    /// Contacts the target that this function returns instead of the requested one.
    public SocksTestServerBuilder redirect(Function<Request, InetSocketAddress> redirect) {
        this.redirect = redirect;
        return this;
    }

    /// Contacts this target for every request, so that tests may request any address.
    public SocksTestServerBuilder redirectAll(InetSocketAddress target) {
        return redirect(request -> target);
    }

    /// Connects every request to the same port of the loopback address, so that servers of a test
    /// are reached under any host.
    public SocksTestServerBuilder redirectToLoopback() {
        return redirect(
                request -> new InetSocketAddress(InetAddress.getLoopbackAddress(), request.port()));
    }

    /// Also contacts targets that are not on loopback. Without this, they are refused with "not
    /// allowed".
    public SocksTestServerBuilder reachAnywhere() {
        anywhere = true;
        return this;
    }

    /// Misbehaves from the start; [SocksTestServer#behave] changes it later.
    public SocksTestServerBuilder faults(Fault... faults) {
        this.faults = List.of(faults);
        return this;
    }

    /// Starts the server, which listens when this returns.
    ///
    /// @throws java.io.UncheckedIOException if it cannot listen
    public SocksTestServer start() {
        return new SocksTestServer(
                new Settings(address, port, versions, commands, login, names, redirect, anywhere),
                faults);
    }
}
