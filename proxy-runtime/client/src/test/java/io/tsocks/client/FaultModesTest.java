package io.tsocks.client;

import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tsocks.client.testing.Clients;
import io.tsocks.protocol.Errno;
import io.tsocks.protocol.Phase;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every way in which a server can misbehave ends in time, with a reason, and with nothing left
/// open.
class FaultModesTest {

    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final io.tsocks.testserver.FaultPhase METHOD =
            io.tsocks.testserver.FaultPhase.METHOD;
    private static final io.tsocks.testserver.FaultPhase LOGIN =
            io.tsocks.testserver.FaultPhase.AUTHENTICATION;
    private static final io.tsocks.testserver.FaultPhase REQUEST =
            io.tsocks.testserver.FaultPhase.REQUEST;
    private static final io.tsocks.testserver.FaultPhase ACCEPT =
            io.tsocks.testserver.FaultPhase.ACCEPT;

    /// @param version of SOCKS
    record Case(int version, Fault fault, Phase phase, Errno errno, String message) {

        @Override
        public String toString() {
            return "SOCKS" + version + " " + fault;
        }
    }

    static Stream<Case> cases() {
        return Stream.concat(
                Stream.of(
                        late(5, new Fault.Mute(ACCEPT), Phase.METHOD),
                        late(5, new Fault.Mute(METHOD), Phase.METHOD),
                        late(5, new Fault.Mute(LOGIN), Phase.AUTHENTICATION),
                        late(5, new Fault.Mute(REQUEST), Phase.REPLY),
                        late(4, new Fault.Mute(REQUEST), Phase.REPLY),
                        late(5, new Fault.Slow(Duration.ofSeconds(1)), Phase.METHOD),
                        closed(5, new Fault.Close(ACCEPT), Phase.METHOD),
                        closed(5, new Fault.Close(METHOD), Phase.METHOD),
                        closed(5, new Fault.Close(LOGIN), Phase.AUTHENTICATION),
                        closed(5, new Fault.Close(REQUEST), Phase.REPLY),
                        closed(4, new Fault.Close(REQUEST), Phase.REPLY),
                        closed(5, new Fault.Reset(METHOD), Phase.METHOD),
                        closed(5, new Fault.Reset(LOGIN), Phase.AUTHENTICATION),
                        closed(5, new Fault.Reset(REQUEST), Phase.REPLY),
                        closed(4, new Fault.Reset(REQUEST), Phase.REPLY)),
                Stream.of(
                        refused(1, Errno.ECONNREFUSED, "0x01 (general failure)"),
                        refused(3, Errno.ENETUNREACH, "0x03 (network unreachable)"),
                        refused(4, Errno.EHOSTUNREACH, "0x04 (host unreachable)"),
                        refused(6, Errno.ETIMEDOUT, "0x06 (timed out)"),
                        refused(9, Errno.ECONNREFUSED, "0x09 (unknown reply code)"),
                        refused(0xf6, Errno.EADDRNOTAVAIL, "0xf6 (not an onion address)"),
                        of(
                                4,
                                new Fault.Refuse(1),
                                Phase.REPLY,
                                "the server answered 0x5b (rejected or failed)"),
                        of(
                                5,
                                new Fault.WrongVersion(METHOD, 4),
                                Phase.METHOD,
                                "its first byte is 4, not 5"),
                        of(
                                5,
                                new Fault.WrongVersion(LOGIN, 7),
                                Phase.AUTHENTICATION,
                                "its answer to the password starts with byte 7, not 1"),
                        of(
                                5,
                                new Fault.WrongVersion(REQUEST, 1),
                                Phase.REPLY,
                                "its reply starts with byte 1, not 5"),
                        of(
                                5,
                                new Fault.SelectMethod(7),
                                Phase.METHOD,
                                "chose authentication method 7, which was not offered"),
                        of(5, new Fault.SelectMethod(255), Phase.METHOD, "accepts neither"),
                        of(
                                5,
                                new Fault.LoginStatus(255),
                                Phase.AUTHENTICATION,
                                "refused the user name or password")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyFaultEndsInTimeWithItsReason(Case given) throws Exception {
        try (SocksTestServer server = server(given)) {
            SocksException e = fail(client(given, server));
            assertThat(e).hasMessageContaining(given.message());
            assertThat(e.phase()).isEqualTo(given.phase());
            assertThat(e.errno()).isEqualTo(given.errno());
            server.awaitEnd(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "2  > allow the destination",
                "5  > check the host and the port, as seen from the server",
                "7  > another server",
                "99 > its log",
            })
    void aMessageSaysWhatToDo(int code, String advice) throws Exception {
        try (SocksTestServer server =
                SocksTestServer.builder().faults(new Fault.Refuse(code)).start()) {
            assertThat(fail(clientFor(through(server)).build())).hasMessageContaining(advice);
        }
    }

    @Test
    void aDirectFailureSaysWhatToDoToo() {
        Tsocks tsocks = clientFor(Clients.policy("local = 10.0.0.0/255.0.0.0")).build();
        int port = TargetServer.closedPort();
        assertThatThrownBy(() -> tsocks.connect("127.0.0.1", port))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("127.0.0.1:" + port + ": Connection refused")
                .hasMessageContaining("check the host and the port");
    }

    @Test
    void whatBrokeTheConnectionIsTheCause() throws Exception {
        try (SocksTestServer server =
                SocksTestServer.builder().faults(new Fault.Reset(REQUEST)).start()) {
            assertThat(fail(clientFor(through(server)).build()))
                    .hasCauseInstanceOf(IOException.class)
                    .hasRootCauseMessage("Connection reset");
        }
    }

    @Test
    void noFaultLeavesAnythingOpen() throws Exception {
        List<Case> failing =
                cases().filter(given -> !(given.fault() instanceof Fault.Slow)).toList();
        runAll(failing);
        OpenThings before = OpenThings.now();
        runAll(failing);
        assertThat(OpenThings.leakedSince(before)).matches(OpenThings::isNothing, "nothing leaked");
    }

    /// Those that end a connection late, or not at all.
    private static List<Fault> others() {
        return Stream.of(
                        oddSuccessesAreSuccesses(),
                        refusalsMayBeCutShort(),
                        Stream.<Fault>of(
                                new Fault.LostMethodReply(),
                                new Fault.Banner("220 hello"),
                                new Fault.Reset(io.tsocks.testserver.FaultPhase.RELAY)))
                .flatMap(faults -> faults)
                .toList();
    }

    @Test
    void everyKindOfFaultIsAmongThose() {
        Stream<Class<?>> tried =
                Stream.concat(cases().map(Case::fault), others().stream()).map(Fault::getClass);
        assertThat(tried).contains(Fault.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource
    void oddSuccessesAreSuccesses(Fault fault) throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server =
                        SocksTestServer.builder()
                                .redirectAll(target.address())
                                .faults(fault)
                                .start()) {
            Tsocks tsocks = clientFor(through(server)).build();
            try (Socket socket = tsocks.connect("a.test", 80, Clients.SOON)) {
                TsocksTest.assertEchoes(socket);
            }
        }
    }

    static Stream<Fault> oddSuccessesAreSuccesses() {
        return Stream.of(
                new Fault.OneByteAtATime(),
                new Fault.OneReadPerState(),
                new Fault.Slow(Duration.ofMillis(5)),
                new Fault.BoundAs("name.test", 80),
                new Fault.BoundAs("2001:db8::1", 80),
                new Fault.BoundAs("x".repeat(255), 65535));
    }

    @ParameterizedTest
    @MethodSource
    void refusalsMayBeCutShort(Fault fault) throws Exception {
        try (SocksTestServer server =
                SocksTestServer.builder().faults(new Fault.Refuse(5), fault).start()) {
            assertThat(fail(clientFor(through(server)).build()))
                    .hasMessageContaining("0x05 (connection refused)");
        }
    }

    static Stream<Fault> refusalsMayBeCutShort() {
        return Stream.of(
                new Fault.TruncateRefusal(2),
                new Fault.TruncateRefusal(3),
                new Fault.RefusalAddressType(0),
                new Fault.RefusalAddressType(127));
    }

    private static void runAll(List<Case> all) {
        for (Case given : all) {
            try (SocksTestServer server = server(given)) {
                fail(client(given, server));
            }
        }
        for (HandshakeMode mode : HandshakeMode.values()) {
            others().forEach(fault -> use(fault, mode));
        }
    }

    /// Connects, and reads to the end of what comes, if any of that is possible.
    private static void use(Fault fault, HandshakeMode mode) {
        boolean cutsRefusals =
                fault instanceof Fault.TruncateRefusal || fault instanceof Fault.RefusalAddressType;
        Fault[] faults =
                cutsRefusals ? new Fault[] {new Fault.Refuse(5), fault} : new Fault[] {fault};
        try (TargetServer target = TargetServer.http("x");
                SocksTestServer server =
                        SocksTestServer.builder()
                                .redirectAll(target.address())
                                .faults(faults)
                                .start()) {
            Tsocks tsocks =
                    clientFor(through(server))
                            .handshake(mode)
                            .deadlines(Deadlines.DEFAULT.within(PATIENCE))
                            .build();
            try (Socket socket = tsocks.connect("a.test", 80)) {
                socket.getOutputStream().write(new byte[] {'\n', '\n'});
                socket.getInputStream().readAllBytes();
            }
        } catch (IOException e) {
            // Whether it works is for the other tests.
        }
    }

    private static SocksException fail(Tsocks tsocks) {
        SocksException e =
                catchThrowableOfType(
                        SocksException.class,
                        () -> tsocks.connect("a.test", 80, Clients.SOON).close());
        assertThat(e).isNotNull();
        return e;
    }

    private static SocksTestServer server(Case given) {
        return given.version() == 4
                ? SocksTestServer.builder().faults(given.fault()).start()
                : SocksTestServer.builder().login("joe", "pw").faults(given.fault()).start();
    }

    private static Tsocks client(Case given, SocksTestServer server) {
        String login = given.version() == 4 ? "" : "default_user = joe\ndefault_pass = pw\n";
        boolean late = given.errno() == Errno.ETIMEDOUT && given.message().contains("within");
        TsocksBuilder builder = clientFor(through(server, given.version(), login));
        return late ? builder.deadlines(Deadlines.all(PATIENCE)).build() : builder.build();
    }

    private static Case late(int version, Fault fault, Phase phase) {
        return new Case(version, fault, phase, Errno.ETIMEDOUT, "no answer within 0.25 s");
    }

    private static Case closed(int version, Fault fault, Phase phase) {
        return of(version, fault, phase, "the server closed the connection");
    }

    private static Case refused(int code, Errno errno, String message) {
        return new Case(5, new Fault.Refuse(code), Phase.REPLY, errno, message);
    }

    private static Case of(int version, Fault fault, Phase phase, String message) {
        return new Case(version, fault, phase, Errno.ECONNREFUSED, message);
    }
}
