package io.tsocks.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Authority;
import io.tsocks.testing.Identity;
import io.tsocks.testing.Seeds;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsSessionTest {

    private static final Authority AUTHORITY = Authority.create("Test");
    private static final Identity IDENTITY = AUTHORITY.issue(TlsEngines.HOST);

    private final RandomGenerator random = Seeds.random(1);

    static LongStream seeds() {
        return Seeds.first(15);
    }

    private static TlsSession client(String version) {
        return session(TlsEngines.client(AUTHORITY), version);
    }

    private static TlsSession server(String version) {
        return session(TlsEngines.server(IDENTITY), version);
    }

    private static TlsSession session(SSLEngine engine, String version) {
        engine.setEnabledProtocols(new String[] {version});
        return new TlsSession(engine);
    }

    private static byte[] random(RandomGenerator random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void dataGoesBothWaysHoweverItIsCut(long seed) {
        RandomGenerator own = Seeds.random(seed);
        String version = own.nextBoolean() ? "TLSv1.3" : "TLSv1.2";
        TlsSession client = client(version);
        TlsSession server = server(version);
        TlsPair pair = new TlsPair(client, server, own);
        byte[] question = random(own, own.nextInt(100_000));
        byte[] answer = random(own, own.nextInt(100_000));

        pair.send(0, question);
        pair.send(1, answer);
        pair.run();

        assertThat(pair.read(1)).as("seed %d", seed).isEqualTo(question);
        assertThat(pair.read(0)).as("seed %d", seed).isEqualTo(answer);
        assertThat(client.state()).isEqualTo(new TlsState.Open());
        assertThat(client.agreed().getProtocol()).isEqualTo(version);
    }

    /// TLS 1.3 has two ends, one for each direction.
    @Test
    void oneDirectionEndsBeforeTheOther() {
        TlsSession client = client("TLSv1.3");
        TlsSession server = server("TLSv1.3");
        TlsPair pair = new TlsPair(client, server, random);
        pair.run();

        client.closeOutput();
        pair.run();
        assertThat(client.state()).isEqualTo(new TlsState.HalfClosed(TlsState.Side.HERE));
        assertThat(server.state()).isEqualTo(new TlsState.HalfClosed(TlsState.Side.PEER));

        pair.send(1, "last words".getBytes(StandardCharsets.US_ASCII));
        pair.run();
        assertThat(pair.read(0)).asString(StandardCharsets.US_ASCII).isEqualTo("last words");

        server.closeOutput();
        pair.run();
        assertThat(client.state()).isEqualTo(new TlsState.Closed());
        assertThat(server.state()).isEqualTo(new TlsState.Closed());
    }

    /// RFC 5246, section 7.2.1: who receives close_notify answers it, and sends nothing more.
    @Test
    void inTheOldVersionTheEndOfOneDirectionIsThatOfBoth() {
        TlsSession client = client("TLSv1.2");
        TlsSession server = server("TLSv1.2");
        TlsPair pair = new TlsPair(client, server, random);
        pair.run();

        server.closeOutput();
        pair.run();

        assertThat(client.state()).isEqualTo(new TlsState.Closed());
        assertThat(server.state()).isEqualTo(new TlsState.Closed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void anEndWithoutCloseNotifyIsNoticed(String version) {
        TlsSession client = client(version);
        TlsPair pair = new TlsPair(client, server(version), random);
        pair.send(1, new byte[] {1, 2, 3});
        pair.run();

        client.endOfInput();

        assertThat(pair.read(0)).hasSize(3);
        assertThat(client.state()).isEqualTo(new TlsState.Failed(new TlsFailure.Truncated()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void anEndAfterCloseNotifyIsNone(String version) {
        TlsSession client = client(version);
        TlsSession server = server(version);
        TlsPair pair = new TlsPair(client, server, random);
        pair.run();
        server.closeOutput();
        pair.run();

        client.endOfInput();
        client.closeOutput();

        assertThat(client.state()).isEqualTo(new TlsState.Closed());
    }

    @Test
    void whatCameBeforeTheTruncationIsReadFirst() {
        TlsSession client = client("TLSv1.3");
        TlsSession server = server("TLSv1.3");
        new TlsPair(client, server, random).run();
        server.send(ByteBuffer.wrap(new byte[] {7}));
        server.send(ByteBuffer.wrap(new byte[] {8}));
        client.receive(server.output());
        client.endOfInput();

        assertThat(client.plaintext().get()).isEqualTo((byte) 7);
        assertThat(client.plaintext().get()).isEqualTo((byte) 8);
        assertThat(client.plaintext().hasRemaining()).isFalse();
        assertThat(client.state()).isEqualTo(new TlsState.Failed(new TlsFailure.Truncated()));
    }

    @Test
    void aServerThatHangsUpInTheHandshakeIsNamed() {
        TlsSession client = client("TLSv1.3");

        client.endOfInput();

        assertThat(client.state()).isEqualTo(new TlsState.Failed(new TlsFailure.Closed()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\5\377", "HTTP/1.1 400 Bad Request\r\n", "\0[", "SSH-2.0-x"})
    void anotherProtocolIsRecognisedByItsFirstByte(String reply) {
        TlsSession client = client("TLSv1.3");

        client.receive(ByteBuffer.wrap(reply.getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(client.state())
                .isInstanceOfSatisfying(
                        TlsState.Failed.class,
                        failed ->
                                assertThat(failed.failure()).isInstanceOf(TlsFailure.NotTls.class));
    }

    @Test
    void damagedRecordsFail() {
        TlsSession client = client("TLSv1.3");
        TlsSession server = server("TLSv1.3");
        new TlsPair(client, server, random).run();
        server.send(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        ByteBuffer record = server.output();
        record.put(record.limit() - 1, (byte) ~record.get(record.limit() - 1));

        client.receive(record);

        assertThat(client.state())
                .isInstanceOfSatisfying(
                        TlsState.Failed.class,
                        failed ->
                                assertThat(failed.failure())
                                        .isInstanceOf(TlsFailure.Malformed.class));
        assertThat(client.plaintext().hasRemaining()).isFalse();
        assertThat(client.needed()).isZero();
    }

    /// RFC 5246, section 7.4.1.1.
    @Test
    void noNewHandshakeIsMadeInTheOldVersion() throws Exception {
        SSLEngine engine = TlsEngines.server(IDENTITY);
        TlsSession client = client("TLSv1.2");
        new TlsPair(client, session(engine, "TLSv1.2"), random).run();

        client.receive(handshakeAgain(engine));
        client.runTasks();

        assertThat(failure(client)).isInstanceOf(TlsFailure.Malformed.class);
        assertThat(failure(client).message()).contains("renegotiation");
        assertThat(client.needed()).isZero();
    }

    @Test
    void newKeysWithoutEndEndTheSession() throws Exception {
        SSLEngine engine = TlsEngines.server(IDENTITY);
        TlsSession client = client("TLSv1.3");
        new TlsPair(client, session(engine, "TLSv1.3"), random).run();

        int count = 0;
        while (client.state() instanceof TlsState.Open && count < 1_000) {
            client.receive(handshakeAgain(engine));
            answer(client, engine);
            count++;
        }

        assertThat(count).isBetween(25, 40);
        assertThat(failure(client).message()).contains("one message of TLS after another");
    }

    @Test
    void newKeysAmongDataAreUsed() throws Exception {
        SSLEngine engine = TlsEngines.server(IDENTITY);
        TlsSession client = client("TLSv1.3");
        TlsSession server = session(engine, "TLSv1.3");
        new TlsPair(client, server, random).run();

        for (int i = 0; i < 100; i++) {
            client.receive(handshakeAgain(engine));
            answer(client, engine);
            server.send(ByteBuffer.wrap(new byte[] {(byte) i}));
            client.receive(server.output());
            assertThat(client.plaintext().get()).isEqualTo((byte) i);
        }
    }

    /// `user_canceled` is no error (RFC 8446, section 6.1), and nothing follows it.
    @Test
    void warningsWithoutEndEndTheHandshake() {
        TlsSession client = client("TLSv1.2");
        ByteBuffer output = client.output();
        output.position(output.limit());
        byte[] warning = {21, 3, 3, 0, 2, 1, 90};

        int count = 0;
        while (client.state() instanceof TlsState.Handshaking && count < 10_000) {
            client.receive(ByteBuffer.wrap(warning));
            count++;
        }

        assertThat(count).isLessThan(2_000);
        assertThat(client.state()).isInstanceOf(TlsState.Failed.class);
    }

    /// What a server sends that wants another handshake, or in TLS 1.3 new keys.
    private static ByteBuffer handshakeAgain(SSLEngine server) throws SSLException {
        ByteBuffer record = ByteBuffer.allocate(server.getSession().getPacketBufferSize());
        server.beginHandshake();
        server.wrap(ByteBuffer.allocate(0), record);
        return record.flip();
    }

    private static void answer(TlsSession client, SSLEngine server) throws SSLException {
        ByteBuffer answer = client.output();
        ByteBuffer data = ByteBuffer.allocate(server.getSession().getApplicationBufferSize());
        while (answer.hasRemaining()) {
            server.unwrap(answer, data);
        }
    }

    private static TlsFailure failure(TlsSession session) {
        return ((TlsState.Failed) session.state()).failure();
    }

    @Test
    void nothingIsSentBeforeTheTaskWasRunNorBeforeTheHandshakeIsOver() {
        TlsSession client = client("TLSv1.3");
        TlsSession server = server("TLSv1.3");
        ByteBuffer secret = ByteBuffer.wrap(new byte[] {1});

        client.send(secret);
        server.receive(client.output());
        server.runTasks();
        client.receive(server.output());

        assertThat(secret.remaining()).isOne();
        assertThat(client.task()).isPresent();
        assertThat(client.task()).isEqualTo(client.task());
        assertThat(client.output().hasRemaining()).isFalse();
        assertThat(client.needed()).isZero();
    }

    @Test
    void theBuffersAreBounded() {
        TlsSession client = client("TLSv1.3");
        TlsSession server = server("TLSv1.3");
        new TlsPair(client, server, random).run();
        ByteBuffer much = ByteBuffer.allocate(10_000_000);

        client.send(much);

        assertThat(client.output().remaining()).isLessThan(100_000);
        assertThat(much.remaining()).isGreaterThan(9_900_000);
        server.receive(client.output());
        assertThat(server.plaintext().remaining()).isLessThan(20_000);
        assertThat(server.needed()).isZero();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void oneSessionCarriesAnother(long seed) {
        RandomGenerator own = Seeds.random(seed);
        Tls outer = client("TLSv1.3");
        Tls outerServer = server("TLSv1.3");
        Tls client = new NestedTls(outer, client(own.nextBoolean() ? "TLSv1.3" : "TLSv1.2"));
        SSLEngine either = TlsEngines.server(IDENTITY);
        Tls server = new NestedTls(outerServer, new TlsSession(either));
        TlsPair pair = new TlsPair(client, server, own);
        byte[] question = random(own, own.nextInt(60_000));
        byte[] answer = random(own, own.nextInt(60_000));

        pair.send(0, question);
        pair.send(1, answer);
        pair.run();

        assertThat(pair.read(1)).as("seed %d", seed).isEqualTo(question);
        assertThat(pair.read(0)).as("seed %d", seed).isEqualTo(answer);
        assertThat(client.state()).isEqualTo(new TlsState.Open());
        server.closeOutput();
        pair.run();
        assertThat(client.state())
                .isIn(new TlsState.HalfClosed(TlsState.Side.PEER), new TlsState.Closed());
    }

    @Test
    void theEndOfTheCarrierIsThatOfWhatItCarries() {
        Tls outer = client("TLSv1.3");
        Tls client = new NestedTls(outer, client("TLSv1.3"));
        Tls server = new NestedTls(server("TLSv1.3"), server("TLSv1.3"));
        new TlsPair(client, server, random).run();

        client.endOfInput();

        assertThat(client.state()).isEqualTo(new TlsState.Failed(new TlsFailure.Truncated()));
    }
}
