package io.tsocks.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.net.Secret;
import io.tsocks.net.SocksVersion;
import io.tsocks.testing.Seeds;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Client and server talk to each other, whatever is asked for and however the bytes are split; and
/// whatever bytes a client sends, a server ends in a state. That both mean what the RFCs say is not
/// shown here, but byte by byte in [SocksHandshakeTest] and [SocksServerHandshakeTest].
class BothSidesTest {

    private static final int ROUNDS = 500;

    /// The longest message that is held, in bytes: SOCKS 4a's request.
    private static final int LONGEST = 520;

    static LongStream seeds() {
        return Seeds.first(8);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theyUnderstandEachOther(long seed) {
        RandomGenerator random = Seeds.random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            SocksVersion version = oneOf(random, List.of(SocksVersion.SOCKS4, SocksVersion.SOCKS5));
            SocksRequest request = request(random, version);
            int refusal = random.nextInt(3) == 0 ? 1 + random.nextInt(255) : 0;
            talk("seed " + seed + ", round " + i, random, version, request, refusal);
        }
    }

    private static void talk(
            String what,
            RandomGenerator random,
            SocksVersion version,
            SocksRequest request,
            int refusal) {
        boolean isLogin = random.nextBoolean();
        String userId = "ü".repeat(random.nextInt(128));
        SocksHandshake client =
                version == SocksVersion.SOCKS4
                        ? SocksHandshake.socks4(request, userId)
                        : socks5(random, request, isLogin);
        SocksAddress bound = version == SocksVersion.SOCKS4 ? Serving.BOUND : address(random);
        Serving server =
                refusal == 0
                        ? Serving.granting(isLogin ? 2 : 0, bound)
                        : Serving.refusing(isLogin ? 2 : 0, refusal);
        exchange(client, server, random);
        Serving.End end = server.end();
        checkRequest(what, request, version == SocksVersion.SOCKS4 ? userId : "", end);
        checkClient(what, client, version, request, bound, refusal);
    }

    private static SocksHandshake socks5(
            RandomGenerator random, SocksRequest request, boolean isLogin) {
        Authentication method =
                isLogin
                        ? new Authentication.Password("joe", Secret.of("pw"))
                        : new Authentication.None();
        return SocksHandshake.socks5(
                request, List.of(method), oneOf(random, List.of(Strategy.values())));
    }

    private static void exchange(SocksHandshake client, Serving server, RandomGenerator random) {
        while (!client.state().isOver()) {
            ByteBuffer sent = client.output();
            byte[] toServer = new byte[sent.remaining()];
            sent.get(toServer);
            server.receive(toServer, () -> 1 + random.nextInt(20));
            ByteBuffer toClient = ByteBuffer.wrap(server.output());
            assertThat(toServer.length + toClient.remaining()).isPositive();
            while (toClient.hasRemaining() && !client.state().isOver()) {
                int piece = Math.min(1 + random.nextInt(20), toClient.remaining());
                ByteBuffer part = toClient.slice(toClient.position(), piece);
                client.receive(part);
                toClient.position(toClient.position() + part.position());
            }
        }
    }

    private static void checkRequest(
            String what, SocksRequest request, String userId, Serving.End end) {
        ServerState.Requested asked =
                end.states().stream()
                        .filter(ServerState.Requested.class::isInstance)
                        .map(ServerState.Requested.class::cast)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(what + ": " + end));
        assertThat(asked.command()).as(what).isEqualTo(request.command().code());
        assertThat(asked.userId()).as(what).isEqualTo(userId);
        // 4a has an IPv6 address as text.
        SocksAddress destination =
                asked.destination() instanceof SocksAddress.Name(String host, int port)
                                && request.destination() instanceof SocksAddress.Ip
                        ? SocksAddress.of(host, port)
                        : asked.destination();
        assertThat(destination).as(what).isEqualTo(request.destination());
    }

    private static void checkClient(
            String what,
            SocksHandshake client,
            SocksVersion version,
            SocksRequest request,
            SocksAddress bound,
            int refusal) {
        if (refusal == 0) {
            SocksAddress last = request.command() == Command.BIND ? Serving.PEER : bound;
            assertThat(client.state()).as(what).isEqualTo(new HandshakeState.Established(last));
        } else {
            int code = version == SocksVersion.SOCKS4 ? 0x5b : refusal;
            SocksFailure refused =
                    new SocksFailure.Refused(new SocksReply(version, code), request.destination());
            assertThat(client.state())
                    .as(what)
                    .isEqualTo(new HandshakeState.Failed(Phase.REPLY, refused));
        }
    }

    private static SocksRequest request(RandomGenerator random, SocksVersion version) {
        List<Command> commands =
                version == SocksVersion.SOCKS4
                        ? List.of(Command.CONNECT, Command.BIND)
                        : List.of(Command.values());
        return new SocksRequest(oneOf(random, commands), address(random));
    }

    private static SocksAddress address(RandomGenerator random) {
        int port = random.nextInt(65_536);
        return switch (random.nextInt(3)) {
            case 0 -> ip(random, 4, port);
            case 1 -> ip(random, 16, port);
            default -> {
                String host =
                        random.ints(1 + random.nextInt(255), 1, 256)
                                .mapToObj(c -> "" + (char) c)
                                .collect(Collectors.joining());
                yield new SocksAddress.Name(host, port);
            }
        };
    }

    private static SocksAddress ip(RandomGenerator random, int length, int port) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        if (random.nextInt(4) == 0) {
            bytes[0] = bytes[1] = bytes[2] = 0;
        }
        return SocksAddress.Ip.of(bytes, port);
    }

    /// Random bytes alone would nearly always fail at the first one.
    @ParameterizedTest
    @MethodSource("seeds")
    void anyBytesEndInAStateHoweverTheyAreSplit(long seed) {
        RandomGenerator random = Seeds.random(seed);
        byte[][] starts = {
            {},
            {4, 1},
            {4, 2, 0, 80, 0, 0, 0, 1},
            {5, 1, 0},
            {5, 1, 2},
            {5, 1, 0, 5, 1, 0},
            {5, 1, 0, 5, 1, 0, 3},
            {5, 1, 2, 1},
            {5, 1, 2, 1, 3, 'j', 'o', 'e', 2, 'p', 'w'},
        };
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new byte[random.nextInt(700)];
            random.nextBytes(bytes);
            byte[] start = oneOf(random, List.of(starts));
            System.arraycopy(start, 0, bytes, 0, Math.min(start.length, bytes.length));
            Serving serving = Serving.granting(random.nextInt(3), Serving.BOUND);
            String what = "seed " + seed + ", round " + i;
            Serving.End whole = hostile(what, serving, bytes, random, bytes.length);
            assertThat(hostile(what, serving.again(), bytes, random, 1)).as(what).isEqualTo(whole);
            assertThat(hostile(what, serving.again(), bytes, random, 40)).as(what).isEqualTo(whole);
        }
    }

    private static Serving.End hostile(
            String what, Serving serving, byte[] bytes, RandomGenerator random, int longest) {
        serving.receive(
                bytes,
                () -> {
                    assertThat(serving.needed()).as(what).isBetween(1, LONGEST);
                    return longest == bytes.length ? longest : 1 + random.nextInt(longest);
                });
        Serving.End end = serving.end();
        assertThat(end.states()).as(what).last().matches(ServerState::isOver);
        assertThat(end.taken()).as(what).isBetween(0, 3 * LONGEST);
        return end;
    }

    private static <T> T oneOf(RandomGenerator random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
