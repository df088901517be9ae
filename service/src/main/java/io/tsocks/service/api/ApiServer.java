package io.tsocks.service.api;

import io.helidon.common.tls.Tls;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.tsocks.engine.Resolver;
import io.tsocks.linux.PassedSockets;
import io.tsocks.service.events.EventStream;
import io.tsocks.service.policy.PolicyService;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The API, at its doors: an AF_UNIX socket, perhaps a port on loopback, perhaps an address that
/// others can reach.
public final class ApiServer implements Closeable {

    private static final int MOST_CONNECTIONS = 512;

    /// With more connections at a listener than this, those that wait longest make room.
    private static final int CROWD = MOST_CONNECTIONS * 3 / 4;

    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final List<KeptListener> listeners = new ArrayList<>();
    private final RouteBatch batch = new RouteBatch();
    private final Binding unix;
    private final Optional<Binding> loopback;
    private final Optional<Binding> network;
    private final Optional<NetworkTls> tls;
    private final Thread keeper =
            Thread.ofPlatform().daemon().name("tsocksd-keeper").unstarted(this::keep);

    private ApiServer(ApiConfig config, PassedSockets passed, CertificateListener certificates)
            throws IOException {
        this.unix =
                passed.at(UnixDomainSocketAddress.of(config.unix()))
                        .<Binding>map(PassedBinding::new)
                        .orElseGet(() -> new UnixDoor(config.unix()));
        this.loopback =
                config.loopbackPort().isPresent()
                        ? Optional.of(tcp(onLoopback(config.loopbackPort().getAsInt()), passed))
                        : Optional.empty();
        this.network = config.network().map(network -> tcp(network.address(), passed));
        this.tls =
                config.network().isPresent()
                        ? Optional.of(NetworkTls.read(config.network().get(), certificates))
                        : Optional.empty();
    }

    private static Binding tcp(InetSocketAddress address, PassedSockets passed) {
        return passed.at(address)
                .<Binding>map(PassedBinding::new)
                .orElseGet(() -> new TcpBinding(address));
    }

    private static InetSocketAddress onLoopback(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }

    /// What the API speaks of.
    ///
    /// @param resolver is asked for the addresses of names, where they decide
    /// @param reload has the files read again
    /// @param credentials those that count now
    /// @param certificates is told of renewals
    public record Subject(
            PolicyService policies,
            EventStream events,
            Traffic traffic,
            Metrics metrics,
            Resolver resolver,
            Runnable reload,
            Supplier<Credentials> credentials,
            CertificateListener certificates) {}

    /// Starts to listen.
    ///
    /// @param passed what listens at some of the addresses already
    /// @throws IOException if an address cannot be used
    public static ApiServer start(ApiConfig config, PassedSockets passed, Subject subject)
            throws IOException {
        ApiServer made = new ApiServer(config, passed, subject.certificates());
        subject.metrics().observe(subject.policies(), subject.events(), subject.traffic());
        try {
            made.listen(config, new Routes(config, subject, made.batch, made::addresses));
            made.keeper.start();
            return made;
        } catch (IOException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    private void listen(ApiConfig config, Routes routes) throws IOException {
        open(config, unix, () -> settings(routes, new Door.Unix()));
        if (loopback.isPresent()) {
            open(config, loopback.get(), () -> settings(routes, new Door.Loopback()));
        }
        if (network.isPresent()) {
            ApiConfig.Network settings = config.network().orElseThrow();
            Tls shown = Tls.builder().sslContext(tls.orElseThrow().context()).build();
            Duration handshake = config.step();
            open(config, network.get(), () -> network(routes, settings, shown, handshake));
        }
    }

    private void open(ApiConfig config, Binding binding, Supplier<WebServerConfig.Builder> settings)
            throws IOException {
        listeners.add(
                KeptListener.open(binding, new PatientConnections(CROWD, config.step()), settings));
    }

    /// What all listeners have in common.
    private static WebServerConfig.Builder settings(Routes routes, Door door) {
        return WebServer.builder()
                .shutdownHook(false)
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .maxTcpConnections(MOST_CONNECTIONS)
                .shutdownGracePeriod(GRACE)
                .routing(routes.behind(door));
    }

    private static WebServerConfig.Builder network(
            Routes routes, ApiConfig.Network network, Tls tls, Duration handshake) {
        Door door =
                new Door.Network(
                        network.hosts().stream()
                                .map(host -> host.toLowerCase(Locale.ROOT))
                                .collect(Collectors.toSet()));
        return settings(routes, door)
                // the handshake then has the time limit of a blocking socket
                .useNio(false)
                .connectionOptions(options -> options.readTimeout(handshake))
                .tls(tls);
    }

    /// Uses what is in the files of the certificate, its key and the authorities of clients now.
    public void renewCertificate() {
        tls.ifPresent(NetworkTls::renew);
    }

    /// The port on loopback, once it listens; empty if there is none.
    public OptionalInt loopbackPort() {
        return loopback.map(Binding::port).orElseGet(OptionalInt::empty);
    }

    /// Where it listens, for people.
    public List<String> addresses() {
        List<String> all = new ArrayList<>();
        all.add(unix.toString());
        loopback.ifPresent(one -> all.add("http://" + one));
        network.ifPresent(one -> all.add("https://" + one));
        return all;
    }

    private void keep() {
        try {
            while (true) {
                Thread.sleep(PAUSE);
                listeners.forEach(KeptListener::look);
                tls.ifPresent(NetworkTls::look);
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    /// Answers no more. Requests under way have a moment to end.
    @Override
    public void close() throws IOException {
        keeper.interrupt();
        try {
            keeper.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        for (KeptListener listener : listeners) {
            listener.close();
        }
        batch.close();
    }
}
