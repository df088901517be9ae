package io.tsocks.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.net.Secret;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.Squid;
import io.tsocks.testing.TargetServer;
import io.tsocks.testing.Tinyproxy;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// CONNECT to proxies that others wrote.
@RequiresProgram({"tinyproxy", "squid"})
class HttpProxiesIT {

    private static final String BANNER = "hello\r\n\r\n";

    /// The proxies.
    enum Proxy {
        TINYPROXY,
        SQUID;

        RealServer open() {
            return switch (this) {
                case TINYPROXY -> Tinyproxy.start();
                case SQUID -> Squid.start();
            };
        }

        /// Asks for a login.
        RealServer guarded() {
            return switch (this) {
                case TINYPROXY -> Tinyproxy.startWithLogin("alice", "secret");
                case SQUID -> Squid.startWithLogin("alice", "secret");
            };
        }
    }

    private final TargetServer banner = TargetServer.banner(BANNER);

    @AfterEach
    void stopTarget() {
        banner.close();
    }

    private HttpConnectHandshake toBanner(Authentication.@Nullable Password login) {
        SocksAddress destination = SocksAddress.of("127.0.0.1", banner.port());
        return new HttpConnectHandshake(SocksRequest.connect(destination), login);
    }

    private static Authentication.Password login(String user, String password) {
        return new Authentication.Password(user, Secret.of(password));
    }

    @ParameterizedTest
    @EnumSource
    void aTunnelCarriesFromItsFirstByte(Proxy proxy) throws Exception {
        try (RealServer server = proxy.open();
                Talk talk = Talk.with(server.port(), toBanner(null))) {
            assertThat(talk.state()).isInstanceOf(HandshakeState.Established.class);
            assertThat(talk.hears(BANNER.length())).isEqualTo(BANNER);
            talk.echoes();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTunnelLeadsToAnIp6Address(Proxy proxy) throws Exception {
        try (TargetServer six = TargetServer.echo(InetAddress.ofLiteral("::1"));
                RealServer server = proxy.open();
                Talk talk =
                        Talk.with(
                                server.port(),
                                new HttpConnectHandshake(
                                        SocksRequest.connect(SocksAddress.of("::1", six.port())),
                                        null))) {
            talk.echoes();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDestinationThatIsClosedIsItsOwnFault(Proxy proxy) throws Exception {
        SocksAddress closed = SocksAddress.of("127.0.0.1", TargetServer.closedPort());
        try (RealServer server = proxy.open();
                Talk talk =
                        Talk.with(
                                server.port(),
                                new HttpConnectHandshake(SocksRequest.connect(closed), null))) {
            assertThat(talk.failure()).isInstanceOf(HttpFailure.Refused.class);
            assertThat(talk.failure().fault()).isEqualTo(Fault.DESTINATION);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLoginIsTaken(Proxy proxy) throws Exception {
        try (RealServer server = proxy.guarded();
                Talk talk = Talk.with(server.port(), toBanner(login("alice", "secret")))) {
            assertThat(talk.hears(BANNER.length())).isEqualTo(BANNER);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLoginIsWanted(Proxy proxy) throws Exception {
        try (RealServer server = proxy.guarded();
                Talk talk = Talk.with(server.port(), toBanner(null))) {
            assertThat(talk.failure()).isEqualTo(new HttpFailure.LoginWanted(List.of("Basic")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWrongLoginIsRefused(Proxy proxy) throws Exception {
        try (RealServer server = proxy.guarded();
                Talk talk = Talk.with(server.port(), toBanner(login("alice", "wrong")))) {
            assertThat(talk.failure().fault()).isEqualTo(Fault.LOGIN);
        }
    }

    @Test
    void whatIsNotAllowedIsTheDestination() throws Exception {
        SocksRequest request = SocksRequest.connect(SocksAddress.of("refused.test", 443));
        try (RealServer server = Squid.start();
                Talk talk = Talk.with(server.port(), new HttpConnectHandshake(request, null))) {
            assertThat(talk.failure())
                    .isInstanceOfSatisfying(
                            HttpFailure.Refused.class,
                            refused -> assertThat(refused.status().code()).isEqualTo(403));
        }
    }

    /// A SOCKS client at the same port sees at once that it is none of its kind.
    @ParameterizedTest
    @EnumSource
    void aProxyIsNoSocksServer(Proxy proxy) throws Exception {
        SocksRequest request = SocksRequest.connect(SocksAddress.of("127.0.0.1", banner.port()));
        try (RealServer server = proxy.open();
                Talk talk =
                        Talk.onceWith(
                                server.port(),
                                SocksHandshake.socks5(
                                        request, Talk.NO_LOGIN, Strategy.SEQUENTIAL))) {
            assertThat(talk.failure().fault()).isIn(Fault.PROTOCOL, Fault.CLOSED);
        }
    }
}
