package io.tsocks.testserver;

import static io.tsocks.testserver.RawClient.ip4;
import static io.tsocks.testserver.RawClient.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.testing.TargetServer;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Each way of misbehaving, byte by byte.
class FaultTest {

    private static final String LOGIN = "01 01 75 01 70";
    private static final String REFUSED_REQUEST = "05 01 00 01 7f 00 00 01 00 00";

    private final TargetServer echo = TargetServer.echo();

    @AfterEach
    void closeTarget() {
        echo.close();
    }

    private String connectToEcho() {
        return "05 01 00 " + ip4(echo.address());
    }

    private static SocksTestServer with(Fault... faults) {
        return SocksTestServer.builder().faults(faults).start();
    }

    private static SocksTestServer withLogin(Fault... faults) {
        return SocksTestServer.builder().login("u", "p").faults(faults).start();
    }

    /// What a client gets that sends everything at once and then closes its direction.
    private String everything(SocksTestServer server) throws Exception {
        try (RawClient client = new RawClient(server)) {
            client.send("05 01 02 " + LOGIN + " " + connectToEcho()).finish();
            return client.read(100);
        }
    }

    private static int answers(FaultPhase phase) {
        return switch (phase) {
            case ACCEPT, METHOD -> 0;
            case AUTHENTICATION -> 1;
            case REQUEST -> 2;
            case RELAY -> 3;
        };
    }

    private static String answersBefore(FaultPhase phase, String port) {
        String[] answers = {"05 02", " 01 00", " 05 00 00 01 7f 00 00 01 " + port};
        return String.join("", Arrays.copyOf(answers, answers(phase)));
    }

    @ParameterizedTest
    @EnumSource(FaultPhase.class)
    void aMuteServerAnswersUpToThePhaseAndThenLeavesTheClosingToTheClient(FaultPhase phase)
            throws Exception {
        try (SocksTestServer server = withLogin(new Fault.Mute(phase))) {
            assertThat(everything(server)).isEqualTo(answersBefore(phase, "00 00"));
            assertThat(server.awaitEnd(1).ending()).contains(phase.name());
            assertThat(echo.accepted()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(FaultPhase.class)
    void aClosingServerEndsInGoodOrderAtThePhase(FaultPhase phase) throws Exception {
        try (SocksTestServer server = withLogin(new Fault.Close(phase));
                RawClient client = new RawClient(server)) {
            client.send("05 01 02 " + LOGIN + " " + connectToEcho());
            assertThat(client.read(100)).isEqualTo(answersBefore(phase, "00 00"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultPhase.class,
            names = {"METHOD", "AUTHENTICATION", "REQUEST", "RELAY"})
    void aResettingServerAnswersUpToThePhase(FaultPhase phase) throws Exception {
        try (SocksTestServer server = withLogin(new Fault.Reset(phase));
                RawClient client = new RawClient(server)) {
            client.send("05 01 02 " + LOGIN + " " + connectToEcho());
            int before = answersBefore(phase, "00 00").length();
            assertThat(client.read((before + 1) / 3)).isEqualTo(answersBefore(phase, "00 00"));
            assertThatThrownBy(() -> client.read(1)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void answersMayComeByteByByte() throws Exception {
        List<Integer> writes = new ArrayList<>();
        Wire wire =
                new Wire(
                        socketWritingTo(writes),
                        new Session(1),
                        new Faults(List.of(new Fault.OneByteAtATime())));
        wire.answer(FaultPhase.METHOD, new byte[] {5, 0});
        wire.grant(new byte[] {5, 0, 0});
        assertThat(writes).containsExactly(1, 1, 1, 1, 1);
    }

    /// A socket whose input is empty and whose output is the size of each write.
    private static Socket socketWritingTo(List<Integer> writes) {
        return new Socket() {
            @Override
            public InputStream getInputStream() {
                return InputStream.nullInputStream();
            }

            @Override
            public OutputStream getOutputStream() {
                return new OutputStream() {
                    @Override
                    public void write(int value) {
                        writes.add(1);
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int count) {
                        writes.add(count);
                    }
                };
            }
        };
    }

    @Test
    void aSlowServerCountsSeveralWritesAsOneFlight() throws Exception {
        try (SocksTestServer server = with(new Fault.Slow(Duration.ofMillis(300)));
                RawClient client = new RawClient(server)) {
            client.send("05 01 00").send(connectToEcho());
            client.read(12);
            client.leave();
            assertThat(server.awaitEnd(1).flights()).isEqualTo(1);
        }
    }

    @Test
    void oneReadForEachStateLosesAPipelinedRequest() throws Exception {
        try (SocksTestServer server = with(new Fault.OneReadPerState());
                RawClient client = new RawClient(server)) {
            client.send("05 01 00 " + connectToEcho());
            assertThat(client.read(2)).isEqualTo("05 00");
            client.finish();
            assertThat(client.read(1)).isEmpty();
            client.leave();
            assertThat(server.awaitEnd(1).request()).isEmpty();
        }
    }

    @Test
    void oneReadForEachStateServesAClientThatGoesStepByStep() throws Exception {
        try (SocksTestServer server = withLogin(new Fault.OneReadPerState());
                RawClient client = new RawClient(server)) {
            client.greet("05 01 02").greet(LOGIN).send(connectToEcho());
            assertThat(client.read(2)).isEqualTo("05 00");
        }
    }

    @Test
    void oneReadForEachStateCannotBearASplitMessage() throws Exception {
        try (SocksTestServer server = with(new Fault.OneReadPerState());
                RawClient client = new RawClient(server)) {
            client.send("05");
            assertThat(client.read(1)).isEmpty();
            client.leave();
            assertThat(server.awaitEnd(1).ending()).contains("split");
        }
    }

    @Test
    void theMethodReplyIsLostToAPipelinedLogin() throws Exception {
        try (SocksTestServer server = withLogin(new Fault.LostMethodReply())) {
            assertThat(everything(server)).startsWith("01 00 05 00 00 01");
        }
    }

    @Test
    void theMethodReplyIsKeptForAPipelinedRequest() throws Exception {
        try (SocksTestServer server = with(new Fault.LostMethodReply());
                RawClient client = new RawClient(server)) {
            client.send("05 01 00 " + connectToEcho());
            assertThat(client.read(4)).isEqualTo("05 00 05 00");
        }
    }

    @Test
    void theMethodReplyIsLostToANonsensicalRequest() throws Exception {
        try (SocksTestServer server = with(new Fault.LostMethodReply());
                RawClient client = new RawClient(server)) {
            assertThat(client.send("05 01 00 ff").read(20))
                    .isEqualTo("05 01 00 01 00 00 00 00 00 00");
        }
    }

    @Test
    void theMethodReplyIsLostToANonsensicalLogin() throws Exception {
        try (SocksTestServer server = withLogin(new Fault.LostMethodReply());
                RawClient client = new RawClient(server)) {
            assertThat(client.send("05 01 02 05").read(20)).isEqualTo("01 01");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 05 01", "9, 05 09", "240, 05 f0", "255, 05 ff", "0, 05 00"})
    void anyReplyCodeMayRefuse(int code, String reply) throws Exception {
        try (SocksTestServer server = with(new Fault.Refuse(code));
                RawClient client = new RawClient(server)) {
            client.greet("05 01 00").send(REFUSED_REQUEST);
            assertThat(client.read(11)).isEqualTo(reply + " 00 01 00 00 00 00 00 00");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 05", "2, 05 03", "3, 05 03 00", "9, 05 03 00 01 00 00 00 00 00"})
    void refusalsMayBeTruncated(int bytes, String reply) throws Exception {
        try (SocksTestServer server = with(new Fault.Refuse(3), new Fault.TruncateRefusal(bytes));
                RawClient client = new RawClient(server)) {
            client.greet("05 01 00").send(REFUSED_REQUEST);
            assertThat(client.read(11)).isEqualTo(reply);
        }
    }

    @Test
    void socks4RefusalsMayBeTruncatedToo() throws Exception {
        try (SocksTestServer server = with(new Fault.Refuse(3), new Fault.TruncateRefusal(2));
                RawClient client = new RawClient(server)) {
            assertThat(client.send("04 01 00 50 7f 00 00 01 00").read(9)).isEqualTo("00 5b");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 00", "127, 7f"})
    void refusalsMayHaveAnyAddressType(int type, String hex) throws Exception {
        try (SocksTestServer server =
                        with(new Fault.Refuse(4), new Fault.RefusalAddressType(type));
                RawClient client = new RawClient(server)) {
            client.greet("05 01 00").send(REFUSED_REQUEST);
            assertThat(client.read(4)).isEqualTo("05 04 00 " + hex);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "METHOD, 04 02 01 00 05 00",
        "AUTHENTICATION, 05 02 04 00 05 00",
        "REQUEST, 05 02 01 00 04 00"
    })
    void anAnswerMayHaveTheWrongVersion(FaultPhase phase, String start) throws Exception {
        try (SocksTestServer server = withLogin(new Fault.WrongVersion(phase, 4))) {
            assertThat(everything(server)).startsWith(start);
        }
    }

    @Test
    void aMethodMayBeSelectedThatWasNotOffered() throws Exception {
        try (SocksTestServer server = with(new Fault.SelectMethod(0));
                RawClient client = new RawClient(server)) {
            assertThat(client.send("05 01 80").read(2)).isEqualTo("05 00");
        }
    }

    @Test
    void aLoginMayBeAnsweredWithAnyStatus() throws Exception {
        try (SocksTestServer server = withLogin(new Fault.LoginStatus(255));
                RawClient client = new RawClient(server)) {
            assertThat(client.greet("05 01 02").send(LOGIN).read(3)).isEqualTo("01 ff");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a.example, 05 00 00 03 09 61 2e 65 78 61 6d 70 6c 65 00 07",
        "::1, 05 00 00 04 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00 07",
        "192.0.2.1, 05 00 00 01 c0 00 02 01 00 07"
    })
    void theBoundAddressMayBeAnything(String host, String reply) throws Exception {
        try (SocksTestServer server = with(new Fault.BoundAs(host, 7));
                RawClient client = new RawClient(server)) {
            client.greet("05 01 00").send(connectToEcho());
            assertThat(client.read((reply.length() + 1) / 3)).isEqualTo(reply);
            assertThat(client.sendText("hello").readText(5)).isEqualTo("hello");
        }
    }

    @Test
    void socks4HasNoRoomForABoundName() throws Exception {
        try (SocksTestServer server = with(new Fault.BoundAs("a.example", 7));
                RawClient client = new RawClient(server)) {
            client.send("04 01 " + RawClient.port(echo.port()) + " 7f 00 00 01 00");
            assertThat(client.read(8)).isEqualTo("00 5a 00 07 00 00 00 00");
        }
    }

    @Test
    void aBannerRidesInTheSegmentOfTheReply() throws Exception {
        try (SocksTestServer server = with(new Fault.Banner("SSH-2.0-x\r\n"));
                RawClient client = new RawClient(server)) {
            client.greet("05 01 00").send(connectToEcho());
            assertThat(client.readOnce(100)).endsWith(text("SSH-2.0-x\r\n")).startsWith("05 00");
        }
    }

    @Test
    void theBehaviourMayChangeBetweenConnections() throws Exception {
        try (SocksTestServer server = with(new Fault.Close(FaultPhase.METHOD));
                RawClient first = new RawClient(server)) {
            assertThat(first.send("05 01 00").read(2)).isEmpty();
            server.behave();
            try (RawClient second = new RawClient(server)) {
                assertThat(second.send("05 01 00").read(2)).isEqualTo("05 00");
            }
        }
    }

    @Test
    void nonsensicalFaultsAreRejected() {
        assertThatThrownBy(() -> new Fault.Refuse(256))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Fault.TruncateRefusal(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Fault.Slow(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Fault.WrongVersion(FaultPhase.RELAY, 4))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Fault.BoundAs("", 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
