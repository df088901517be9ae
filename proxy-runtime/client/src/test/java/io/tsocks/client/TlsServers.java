package io.tsocks.client;

import static io.tsocks.client.testing.Clients.SOON;
import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tsocks.client.testing.TlsPolicies;
import io.tsocks.engine.TlsSettings;
import io.tsocks.net.KeyPin;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.TlsFailure;
import io.tsocks.testing.Authority;
import io.tsocks.testing.Identity;
import io.tsocks.testing.TargetServer;
import io.tsocks.testing.TlsFront;
import io.tsocks.testing.TlsFront.Behaviour;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A SOCKS 5 server, and what stands before it with TLS.
abstract class TlsServers {

    static final String OTHER_PIN = "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    static final Authority AUTHORITY = Authority.create("Test");
    static final Identity IDENTITY = AUTHORITY.issue("127.0.0.1");

    final TargetServer target = TargetServer.echo();
    final SocksTestServer server =
            SocksTestServer.builder().login("joe", "s3cret").redirectAll(target.address()).start();
    final List<AutoCloseable> started = new ArrayList<>(List.of(server, target));
    final List<ConnectReport> reports = new ArrayList<>();
    final ConnectListener listener =
            new ConnectListener() {
                @Override
                public void ended(ConnectReport report) {
                    reports.add(report);
                }
            };

    @TempDir Path folder;
    Path ca;

    @BeforeEach
    void writeAuthority() throws IOException {
        ca =
                Files.writeString(
                        folder.resolve("ca.pem"), Identity.pem(List.of(AUTHORITY.certificate())));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : started) {
            each.close();
        }
    }

    TlsFront front(Identity identity, Behaviour behaviour, Authority... clients) {
        TlsFront front = TlsFront.start(identity, server.address(), behaviour, clients);
        started.add(front);
        return front;
    }

    TlsFront front(Behaviour behaviour) {
        return front(IDENTITY, behaviour);
    }

    static String conf(int port) {
        return """
        server = socks5+tls://joe@127.0.0.1:%d
        default_pass = s3cret
        remote_dns = yes
        """
                .formatted(port);
    }

    TlsSettings trust() {
        return TlsPolicies.trust(ca);
    }

    static TlsSettings pinned(String pin) {
        return new TlsSettings(
                Optional.empty(), List.of(KeyPin.parse(pin).orElseThrow()), Optional.empty());
    }

    TlsSettings showing(Path own) {
        return new TlsSettings(Optional.of(ca.toString()), List.of(), Optional.of(own.toString()));
    }

    Tsocks trusting(TlsFront front) {
        return client(conf(front.port()), trust());
    }

    Tsocks client(String conf, TlsSettings settings) {
        return clientFor(TlsPolicies.with(policy(conf), settings)).listener(listener).build();
    }

    void assertFails(Tsocks tsocks, Class<? extends TlsFailure> failure, String... words) {
        assertThatExceptionOfType(SocksException.class)
                .isThrownBy(() -> tsocks.connect("a.test", 80, SOON))
                .satisfies(
                        e -> {
                            assertThat(e.phase()).isEqualTo(Phase.TLS);
                            assertThat(e.failure().orElseThrow()).isInstanceOf(failure);
                            assertThat(e.getMessage()).contains(words).doesNotContain("s3cret");
                        });
        assertThat(server.sessions()).isEmpty();
    }
}
