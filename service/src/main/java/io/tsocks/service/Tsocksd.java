package io.tsocks.service;

import io.tsocks.client.FileWatch;
import io.tsocks.client.PasswordFiles;
import io.tsocks.client.Tsocks;
import io.tsocks.engine.Policy;
import io.tsocks.engine.Resolver;
import io.tsocks.linux.PassedSockets;
import io.tsocks.service.api.ApiServer;
import io.tsocks.service.api.Caller;
import io.tsocks.service.api.Certificates;
import io.tsocks.service.api.Credentials;
import io.tsocks.service.api.Metrics;
import io.tsocks.service.api.Role;
import io.tsocks.service.api.Tokens;
import io.tsocks.service.api.Traffic;
import io.tsocks.service.events.EventStream;
import io.tsocks.service.policy.Expectations;
import io.tsocks.service.policy.PolicyService;
import io.tsocks.service.policy.Reviewer;
import io.tsocks.service.settings.Settings;
import io.tsocks.service.store.PolicyText;
import io.tsocks.service.store.RevisionStore;
import io.tsocks.sources.Mirror;
import io.tsocks.sources.SourceAddress;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A running service.
public final class Tsocksd implements Closeable {

    private static final String TOKEN = "token";

    private final Settings settings;
    private final PassedSockets passed;
    private final Journal journal;
    private final RevisionStore store;
    private final PolicyService policies;
    private final EventStream events;
    private final Metrics metrics = new Metrics();

    /// What is closed at the end, the last first. Used by the thread that starts and ends the
    /// service.
    private final Deque<Closeable> open = new ArrayDeque<>();

    /// Replaced as a whole when the files are read again.
    private volatile Credentials credentials = new Credentials(Tokens.none(), Certificates.none());

    private @Nullable ApiServer api;

    /// Set before anything is asked; null if no file is followed.
    private volatile @Nullable Follower follower;

    /// Set before anything is asked; empty if there is no gateway.
    private volatile Optional<GatewayTraffic> gateway = Optional.empty();

    private Tsocksd(
            Settings settings,
            PassedSockets passed,
            Journal journal,
            RevisionStore store,
            Clock clock) {
        this.settings = settings;
        this.passed = passed;
        this.journal = journal;
        this.store = store;
        this.events = new EventStream(clock);
        this.policies =
                new PolicyService(
                        store,
                        new Reviewer(
                                settings.policy().map(Path::toString).orElse("policy"),
                                settings.expectations()
                                        .map(file -> new Expectations(file, Resolver.system()))),
                        settings.guardsFile(),
                        clock,
                        new Happenings(journal, events, metrics, this::spread),
                        settings.gateway().map(_ -> this::client));
    }

    /// Starts a service. It begins with the revision that was last in force, takes the policy file
    /// if that has changed since, and then listens.
    ///
    /// @param passed sockets that listen already
    /// @throws IOException if the state cannot be read, there is neither a revision nor a policy
    ///     file that can be used, an address cannot be listened at, or a passed socket is not used
    static Tsocksd start(Settings settings, PassedSockets passed, Journal journal, Clock clock)
            throws IOException {
        RevisionStore store = RevisionStore.open(settings.state(), settings.keep());
        Tsocksd service = new Tsocksd(settings, passed, journal, store, clock);
        service.open.push(store);
        try {
            service.start();
            return service;
        } catch (IOException | RuntimeException e) {
            service.close();
            throw e;
        }
    }

    private Tsocks client(Policy policy) throws IOException {
        return Tsocks.builder(PasswordFiles.load(policy))
                .listener(new HealthTelling(events))
                .build();
    }

    private void spread() {
        gateway.ifPresent(GatewayTraffic::policyChanged);
    }

    private void start() throws IOException {
        policies.resume();
        credentials = readCredentials();
        Optional<Mirror> mirror =
                settings.source().isPresent()
                        ? Optional.of(mirror(settings.source().get()))
                        : Optional.empty();
        if (settings.policy().isPresent()) {
            Follower made = new Follower(policies, mirror);
            follower = made;
            follow(settings.policy().get(), made);
        }
        if (settings.gateway().isPresent()) {
            if (policies.active().isEmpty()) {
                throw new IOException(
                        "a proxy needs a policy, and none is in force; name one with --policy");
            }
            GatewayTraffic opened =
                    GatewayTraffic.start(
                            settings.gateway().get(), passed, policies, events, metrics, journal);
            open.push(opened);
            gateway = Optional.of(opened);
        }
        ApiServer.Subject subject =
                new ApiServer.Subject(
                        policies,
                        events,
                        gateway.<Traffic>map(one -> one).orElseGet(Traffic::none),
                        metrics,
                        Resolver.system(),
                        this::reload,
                        () -> credentials,
                        new CertificateTelling(journal, events));
        ApiServer made = ApiServer.start(settings.api(), passed, subject);
        open.push(made);
        SocketActivation.refuseUntaken(passed);
        api = made;
        journal.write(
                Journal.Level.INFO,
                "started",
                Map.of(
                        "listening",
                        String.join(" ", made.addresses()),
                        "gateway",
                        gateway.map(GatewayTraffic::addresses).orElse(""),
                        "revision",
                        policies.active().map(live -> live.revision().shortName()).orElse("none")));
    }

    /// Keeps the policy file equal to its source.
    private Mirror mirror(SourceAddress source) throws IOException {
        try {
            Mirror opened =
                    Mirror.open(
                            source, Settings.mirrors(settings.state()), new SourceTelling(journal));
            open.push(opened);
            return opened;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the policy was fetched", e);
        }
    }

    /// Follows the policy file. A bad one is no reason not to start, if a good revision is there.
    private void follow(Path file, Follower follower) throws IOException {
        FileWatch watch = FileWatch.of(file, follower);
        Optional<byte[]> content = watch.content();
        try {
            follower.changed(
                    file,
                    content.orElseThrow(() -> new IOException(file + ": there is no such file")));
        } catch (IOException e) {
            if (policies.active().isEmpty()) {
                throw e;
            }
            policies.fileFailed(file, e);
        }
        watch.start();
        open.push(watch);
    }

    /// Takes what the watch finds.
    ///
    /// @param mirror is told what is not taken; empty if the file is a person's own
    private record Follower(PolicyService policies, Optional<Mirror> mirror)
            implements FileWatch.Listener {

        @Override
        public void changed(Path file, byte[] content) throws IOException {
            try {
                policies.takeFile(file, PolicyText.of(content));
                mirror.ifPresent(one -> one.refused(Optional.empty()));
            } catch (IOException e) {
                mirror.ifPresent(one -> one.refused(Optional.ofNullable(e.getMessage())));
                throw e;
            }
        }

        @Override
        public void failed(Path file, IOException reason) {
            policies.fileFailed(file, reason);
        }
    }

    private Credentials readCredentials() throws IOException {
        Tokens tokens =
                settings.tokens().isPresent()
                        ? Tokens.read(settings.tokens().get())
                        : Tokens.none();
        if (settings.api().loopbackPort().isPresent()) {
            tokens = tokens.with(ownToken(), new Caller(TOKEN, Role.ADMIN));
        }
        Certificates certificates =
                settings.clientRoles().isPresent()
                        ? Certificates.read(settings.clientRoles().get())
                        : Certificates.none();
        Credentials read = new Credentials(tokens, certificates);
        if (settings.api().network().isPresent() && read.isEmpty()) {
            throw new IOException(
                    "the address that others can reach would let nobody in: there is no token and"
                            + " no subject of a certificate");
        }
        return read;
    }

    /// The token that is generated at the first start.
    private String ownToken() throws IOException {
        Optional<String> known = store.note(TOKEN).map(String::strip);
        if (known.isPresent() && !Tokens.isLongEnough(known.get())) {
            throw new IOException(
                    store.path(TOKEN) + " holds no token; delete it, and another one is made");
        }
        if (known.isPresent()) {
            return known.get();
        }
        String token = Tokens.random();
        store.note(TOKEN, token + "\n");
        return token;
    }

    /// Reads the credentials, the certificate and the policy file again.
    void reload() {
        try {
            credentials = readCredentials();
        } catch (IOException e) {
            journal.write(
                    Journal.Level.ERROR,
                    "credentials-failed",
                    Map.of("error", String.valueOf(e.getMessage()), "kept", "the old ones"));
        }
        ApiServer listening = api;
        if (listening != null) {
            listening.renewCertificate();
        }
        Follower known = follower;
        if (known != null) {
            readAgain(settings.policy().orElseThrow(), known);
        }
    }

    private static void readAgain(Path file, Follower follower) {
        try {
            follower.changed(file, Files.readAllBytes(file));
        } catch (IOException e) {
            follower.failed(file, e);
        }
    }

    /// The address for a browser, with the token in the part that browsers send to no server; empty
    /// if the API has no port on loopback.
    Optional<String> url() throws IOException {
        ApiServer listening = api;
        if (listening == null || listening.loopbackPort().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                "http://127.0.0.1:"
                        + listening.loopbackPort().getAsInt()
                        + "/#token="
                        + ownToken());
    }

    /// The file of the token.
    Path tokenFile() {
        return store.path(TOKEN);
    }

    /// Stops. What is under way has a moment to end.
    @Override
    public void close() throws IOException {
        IOException failure = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
