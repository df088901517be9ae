package io.tsocks.client.gssapi;

import static io.tsocks.client.testing.Clients.SOON;
import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tsocks.client.GssapiLogin;
import io.tsocks.client.SocksException;
import io.tsocks.client.Tsocks;
import io.tsocks.client.TsocksBuilder;
import io.tsocks.client.testing.Clients;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Resolver;
import io.tsocks.net.Protection;
import io.tsocks.protocol.Errno;
import io.tsocks.protocol.GssapiContext;
import io.tsocks.protocol.GssapiException;
import io.tsocks.testing.Kdc;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.Seeds;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// RFC 1961 with the KDC of MIT, tickets of its kinit, and the GSSAPI of the Java run time.
@RequiresProgram({"krb5kdc", "kinit"})
class GssapiIT {

    private static final String SERVICE = "rcmd/localhost";

    private static Kdc kdc = Kdc.start();
    private static Path service = kdc.addService(SERVICE);

    @BeforeAll
    static void makeUsers() {
        System.setProperty("java.security.krb5.conf", kdc.configuration().toString());
        kdc.addUser("alice", "secret");
    }

    @AfterAll
    static void stop() {
        System.clearProperty("java.security.krb5.conf");
        kdc.close();
    }

    @ParameterizedTest
    @EnumSource(Protection.class)
    void everyByteTravelsProtected(Protection protection) throws Exception {
        KerberosLogin login =
                new KerberosLogin(
                        new KerberosLogin.Source.Keytab(kdc.keytab("alice"), "alice"),
                        KerberosLogin.DEFAULT_SERVICE,
                        protection);
        try (GssapiServer server = new GssapiServer(service, SERVICE, protection.level());
                Socket socket = client(server, login).connect("a.test", 80, SOON)) {
            assertThat(server.client().get()).isEqualTo("alice@" + Kdc.REALM);
            Clients.assertEchoes(socket);
            byte[] much = new byte[200_000];
            Seeds.random(1).nextBytes(much);
            FutureTask<Boolean> writer =
                    new FutureTask<>(
                            () -> {
                                socket.getOutputStream().write(much);
                                return true;
                            });
            Thread.ofVirtual().start(writer);
            assertThat(socket.getInputStream().readNBytes(much.length)).isEqualTo(much);
            assertThat(writer.get()).isTrue();
        }
    }

    @Test
    void theTicketsOfKinitAreEnough() throws Exception {
        kdc.login("alice", "secret");
        KerberosLogin login =
                new KerberosLogin(
                        new KerberosLogin.Source.TicketCache(kdc.tickets()),
                        KerberosLogin.DEFAULT_SERVICE,
                        Protection.CONFIDENTIALITY);
        try (GssapiServer server = new GssapiServer(service, SERVICE, 2);
                Socket socket = client(server, login).connect("a.test", 80, SOON)) {
            Clients.assertEchoes(socket);
        }
    }

    @Test
    void aServerThatOffersLessThanWantedIsRefused() throws Exception {
        KerberosLogin login = KerberosLogin.fromKeytab(kdc.keytab("alice"), "alice");
        try (GssapiServer server = new GssapiServer(service, SERVICE, 1)) {
            Tsocks client = client(server, login);
            assertThatExceptionOfType(SocksException.class)
                    .isThrownBy(() -> client.connect("a.test", 80, SOON))
                    .withMessageContaining("does not agree to confidentiality")
                    .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ECONNREFUSED));
        }
    }

    @Test
    void withoutCredentialsThereIsNoConnection() throws Exception {
        KerberosLogin login = KerberosLogin.fromKeytab(Path.of("/nonexistent"), "alice");
        try (GssapiServer server = new GssapiServer(service, SERVICE, 2)) {
            Tsocks client = client(server, login);
            assertThatExceptionOfType(SocksException.class)
                    .isThrownBy(() -> client.connect("a.test", 80, SOON))
                    .withMessageContaining("no Kerberos credentials");
        }
    }

    @ParameterizedTest
    @EnumSource(Protection.class)
    void aPolicyDemandsTheProtection(Protection protection) throws Exception {
        kdc.login("alice", "secret");
        try (GssapiServer server = new GssapiServer(service, SERVICE, 2);
                Socket socket =
                        demanding(server, protection, "localhost", "")
                                .gssapi(new WithTickets(kdc.tickets()))
                                .build()
                                .connect("a.test", 80, SOON)) {
            assertThat(server.client().get()).isEqualTo("alice@" + Kdc.REALM);
            Clients.assertEchoes(socket);
        }
    }

    @Test
    void aServerThatAgreesToLessThanThePolicyDemandsIsRefused() throws Exception {
        try (GssapiServer server = new GssapiServer(service, SERVICE, 1)) {
            Tsocks client =
                    demanding(server, Protection.CONFIDENTIALITY, "localhost", "")
                            .gssapi(new WithTickets(kdc.tickets()))
                            .build();
            assertThatExceptionOfType(SocksException.class)
                    .isThrownBy(() -> client.connect("a.test", 80, SOON))
                    .withMessageContaining("does not agree to confidentiality");
        }
    }

    @Test
    void thePolicyNamesTheServiceOfAServerThatHasAnAddress() throws Exception {
        kdc.login("alice", "secret");
        String named = "gssapi_service = " + SERVICE + "\n";
        try (GssapiServer server = new GssapiServer(service, SERVICE, 2);
                Socket socket =
                        demanding(server, Protection.INTEGRITY, "127.0.0.1", named)
                                .gssapi(new WithTickets(kdc.tickets()))
                                .build()
                                .connect("a.test", 80, SOON)) {
            Clients.assertEchoes(socket);
        }
    }

    @Test
    void aServiceThatNobodyKnowsIsNamed() throws Exception {
        kdc.login("alice", "secret");
        try (GssapiServer server = new GssapiServer(service, SERVICE, 2)) {
            Tsocks client =
                    demanding(server, Protection.INTEGRITY, "localhost", "gssapi_service = x/y\n")
                            .gssapi(new WithTickets(kdc.tickets()))
                            .build();
            assertThatExceptionOfType(SocksException.class)
                    .isThrownBy(() -> client.connect("a.test", 80, SOON))
                    .withMessageContaining("does not know the service x/y");
        }
    }

    /// The client finds what this module provides; whether the user has tickets does not matter.
    @Test
    void theModuleAloneIsEnoughForAPolicy() throws Exception {
        try (GssapiServer server = new GssapiServer(service, SERVICE, 2)) {
            Tsocks client = demanding(server, Protection.INTEGRITY, "localhost", "").build();
            assertThatExceptionOfType(SocksException.class)
                    .isThrownBy(() -> client.connect("a.test", 80, SOON))
                    .withMessageContaining("GSSAPI: ")
                    .withMessageNotContaining("add tsocks-client-gssapi");
        }
    }

    private static TsocksBuilder demanding(
            GssapiServer server, Protection protection, String host, String more) {
        Resolver loopback = _ -> List.of(InetAddress.ofLiteral("127.0.0.1"));
        String text =
                """
                server = %s
                server_port = %d
                server_type = 5
                gssapi = %s
                %s"""
                        .formatted(host, server.address().getPort(), protection.word(), more);
        return clientFor(policy(text)).resolver(loopback);
    }

    /// The tickets of a file, and whatever protection the policy demands.
    private record WithTickets(Path file) implements GssapiLogin {

        @Override
        public GssapiContext contextFor(ProxyServer server) throws GssapiException {
            KerberosLogin.Source source = new KerberosLogin.Source.TicketCache(file);
            return new KerberosLogin(source, "unused", Protection.INTEGRITY).contextFor(server);
        }

        @Override
        public Protection protection() {
            return Protection.INTEGRITY;
        }
    }

    private static Tsocks client(GssapiServer server, GssapiLogin login) {
        Resolver loopback = _ -> List.of(InetAddress.ofLiteral("127.0.0.1"));
        String text =
                "server = localhost\nserver_port = "
                        + server.address().getPort()
                        + "\nserver_type = 5\n";
        return clientFor(policy(text)).resolver(loopback).gssapi(login).build();
    }
}
