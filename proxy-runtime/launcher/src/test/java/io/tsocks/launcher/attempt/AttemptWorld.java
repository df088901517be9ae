package io.tsocks.launcher.attempt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.health.ServerFailure;
import io.tsocks.linux.Errno;
import io.tsocks.net.Secret;
import io.tsocks.protocol.Authentication;
import io.tsocks.protocol.DeferredTls;
import io.tsocks.protocol.FailedTls;
import io.tsocks.protocol.Handshake;
import io.tsocks.protocol.HttpConnectHandshake;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksHandshake;
import io.tsocks.protocol.SocksRequest;
import io.tsocks.protocol.Strategy;
import io.tsocks.protocol.Tls;
import io.tsocks.protocol.TlsFailure;
import io.tsocks.protocol.TlsHandshake;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A kernel, a server and a program, all unreliable, around one attempt. It checks each
/// action as it sees it.
final class AttemptWorld {

    private static final String PASSWORD = "s3cret";
    private static final int SCRATCH = 4096;
    private static final byte[] GRANTED = {5, 0, 0, 1, 0, 0, 0, 0, 0, 0};
    private static final byte[] REFUSED = {5, 4, 0, 1, 0, 0, 0, 0, 0, 0};
    private static final byte[] APPLICATION = "220 I speak first".getBytes(ISO_8859_1);

    private final RandomGenerator random;
    private final long seed;
    private final boolean isDirect;
    private final boolean speaksHttp;
    private final boolean lacksAuthorities;
    private final boolean asksForLogin;
    private final boolean grants;
    private final ByteArrayOutputStream toServer = new ByteArrayOutputStream();
    private final ByteArrayOutputStream fromServer = new ByteArrayOutputStream();

    private int handshakeBytes;
    private int taken;
    private int replies;
    private boolean connected;
    private boolean disturbed;
    private int releases;
    private AttemptAction.@Nullable Finish finish;

    /// The task that another thread runs; null if there is none.
    private @Nullable Runnable work;

    AttemptWorld(RandomGenerator random, long seed) {
        this.random = random;
        this.seed = seed;
        isDirect = random.nextInt(8) == 0;
        speaksHttp = random.nextInt(4) == 0;
        lacksAuthorities = random.nextInt(6) == 0;
        asksForLogin = random.nextBoolean();
        grants = random.nextInt(4) != 0;
    }

    Attempt attempt() {
        return isDirect ? Attempt.direct() : Attempt.via("socks5://server:1080", chance(2));
    }

    AttemptAction.@Nullable Finish finish() {
        return finish;
    }

    int releases() {
        return releases;
    }

    boolean isConnected() {
        return connected;
    }

    boolean isGranted() {
        return isDirect || (grants && handshakeBytes > 0);
    }

    boolean isDisturbed() {
        return disturbed;
    }

    int unreadOfHandshake() {
        return isDirect ? 0 : handshakeBytes - taken;
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    /// Takes notice of what the attempt wants.
    void see(AttemptAction action) {
        switch (action) {
            case AttemptAction.Finish end -> {
                assertThat(finish).as("seed %d: a second end", seed).isNull();
                finish = end;
                releases++;
            }
            case AttemptAction.Send(ByteBuffer bytes) -> checkSend(bytes);
            case AttemptAction.Receive(int limit) ->
                    assertThat(limit).as("seed %d: limit", seed).isPositive();
            case AttemptAction.Compare(long sent, long received) -> {
                assertThat(sent).as("seed %d: sent", seed).isEqualTo(toServer.size());
                assertThat(received).as("seed %d: received", seed).isEqualTo(taken);
            }
            case AttemptAction.LookAtTcp _,
                    AttemptAction.Peek _,
                    AttemptAction.PlanHandshake _,
                    AttemptAction.Connect _,
                    AttemptAction.Work _,
                    AttemptAction.Await _,
                    AttemptAction.Rest _ -> {}
        }
    }

    private void checkSend(ByteBuffer bytes) {
        assertThat(bytes.isReadOnly()).isTrue();
        assertThat(bytes.hasRemaining()).as("seed %d: something to send", seed).isTrue();
        assertThat(connected).as("seed %d: bytes before the connect succeeded", seed).isTrue();
        String text = ISO_8859_1.decode(bytes.duplicate()).toString();
        if (text.contains(PASSWORD)) {
            assertThat(asksForLogin && replies > 0)
                    .as("seed %d: a login that the server has not asked for", seed)
                    .isTrue();
        }
    }

    /// What happens after an action: its answer, or mostly what an attempt waits for.
    AttemptEvent eventAfter(AttemptAction action) {
        return switch (action) {
            case AttemptAction.Connect _ -> chance(20) ? disturbance() : tcp();
            case AttemptAction.LookAtTcp _ -> tcp();
            case AttemptAction.PlanHandshake _ -> new AttemptEvent.Planned(handshake());
            case AttemptAction.Send(ByteBuffer bytes) -> take(bytes);
            case AttemptAction.Peek _ -> show();
            case AttemptAction.Receive(int limit) -> give(limit);
            case AttemptAction.Compare(long sent, long received) -> compare(sent, received);
            case AttemptAction.Work(Runnable task) -> {
                work = task;
                yield goOn();
            }
            case AttemptAction.Await _, AttemptAction.Rest _ -> goOn();
            case AttemptAction.Finish _ -> throw new AssertionError("over");
        };
    }

    private AttemptEvent goOn() {
        Runnable task = work;
        if (task == null || chance(3)) {
            return chance(30) ? disturbance() : ready();
        }
        work = null;
        task.run();
        return new AttemptEvent.Worked();
    }

    private AttemptEvent ready() {
        return chance(5) ? new AttemptEvent.UseDue() : new AttemptEvent.Ready();
    }

    private AttemptEvent tcp() {
        if (chance(20)) {
            return new AttemptEvent.NotConnected(chance(2) ? Errno.ECONNREFUSED : Errno.EISCONN);
        }
        if (chance(3)) {
            return new AttemptEvent.Underway();
        }
        connected = true;
        return new AttemptEvent.Connected();
    }

    private Handshake handshake() {
        SocksAddress to = new SocksAddress.Ip(InetAddress.ofLiteral("192.0.2.7"), 80);
        Handshake plain =
                speaksHttp ? new HttpConnectHandshake(SocksRequest.connect(to), null) : socks(to);
        return lacksAuthorities ? new TlsHandshake(brokenTls(), () -> plain) : plain;
    }

    private static Tls brokenTls() {
        return new DeferredTls(() -> new FailedTls(new TlsFailure.Settings("no authorities")));
    }

    private SocksHandshake socks(SocksAddress to) {
        Authentication none = new Authentication.None();
        Authentication login = new Authentication.Password("joe", Secret.of(PASSWORD));
        Strategy strategy = chance(2) ? Strategy.SEQUENTIAL : Strategy.METHOD_FIRST;
        return SocksHandshake.socks5(SocksRequest.connect(to), List.of(none, login), strategy);
    }

    private AttemptEvent take(ByteBuffer bytes) {
        if (chance(40)) {
            return new AttemptEvent.Broken(Errno.ECONNRESET);
        }
        if (chance(8)) {
            return new AttemptEvent.Blocked();
        }
        int count = chance(3) ? 1 + random.nextInt(bytes.remaining()) : bytes.remaining();
        for (int i = 0; i < count; i++) {
            toServer.write(bytes.get());
        }
        return new AttemptEvent.Sent(count);
    }

    private AttemptEvent show() {
        Optional<AttemptEvent> trouble = trouble();
        return trouble.isPresent() ? trouble.get() : new AttemptEvent.Arrived(next(SCRATCH));
    }

    private AttemptEvent give(int limit) {
        Optional<AttemptEvent> trouble = trouble();
        if (trouble.isPresent()) {
            return trouble.get();
        }
        byte[] bytes = next(limit);
        taken += bytes.length;
        assertThat(handshakeBytes == 0 || taken <= handshakeBytes)
                .as("seed %d: the application's bytes are left alone", seed)
                .isTrue();
        return new AttemptEvent.Received(bytes);
    }

    /// What keeps bytes from being there.
    private Optional<AttemptEvent> trouble() {
        reply();
        if (chance(60)) {
            return Optional.of(
                    chance(2)
                            ? new AttemptEvent.EndOfStream()
                            : new AttemptEvent.Broken(Errno.ECONNRESET));
        }
        return fromServer.size() == taken || chance(4)
                ? Optional.of(new AttemptEvent.Blocked())
                : Optional.empty();
    }

    private byte[] next(int most) {
        int there = Math.min(fromServer.size() - taken, most);
        int count = 1 + random.nextInt(there);
        return Arrays.copyOfRange(fromServer.toByteArray(), taken, taken + count);
    }

    private void replyHttp() {
        if (replies == 0 && toServer.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            say(
                    (grants
                                    ? "HTTP/1.1 200 Connection established\r\nVia: a\r\n\r\n"
                                    : "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
                            .getBytes(ISO_8859_1));
            handshakeBytes = fromServer.size();
            fromServer.writeBytes(APPLICATION);
        }
    }

    /// The server answers each message once it is whole.
    private void reply() {
        if (speaksHttp) {
            replyHttp();
            return;
        }
        int login = asksForLogin ? 1 + 1 + "joe".length() + 1 + PASSWORD.length() : 0;
        int greeting = 4;
        int request = 10;
        if (replies == 0 && toServer.size() >= greeting) {
            say(new byte[] {5, (byte) (asksForLogin ? 2 : 0)});
        }
        if (replies == 1 && !asksForLogin) {
            replies++;
        }
        if (replies == 1 && toServer.size() >= greeting + login) {
            say(new byte[] {1, 0});
        }
        if (replies == 2 && toServer.size() >= greeting + login + request) {
            say(grants ? GRANTED : REFUSED);
            handshakeBytes = fromServer.size();
            fromServer.writeBytes(APPLICATION);
        }
    }

    private void say(byte[] bytes) {
        fromServer.writeBytes(bytes);
        replies++;
    }

    private AttemptEvent compare(long sent, long received) {
        if (!chance(60)) {
            return new AttemptEvent.Carried(sent, received);
        }
        disturbed = true;
        return chance(2)
                ? new AttemptEvent.Carried(sent + 1, received)
                : new AttemptEvent.Carried(sent, received + 1);
    }

    private AttemptEvent disturbance() {
        return switch (random.nextInt(5)) {
            case 0 -> new AttemptEvent.Late("", ServerFailure.MUTE);
            case 1 -> new AttemptEvent.NotWatched(Errno.ENOBUFS);
            case 2 -> new AttemptEvent.Cancelled();
            case 3 -> new AttemptEvent.Deserted();
            default -> new AttemptEvent.Fault("a fault");
        };
    }

    /// Any event, whether it belongs anywhere or not.
    AttemptEvent anyEvent() {
        return switch (random.nextInt(8)) {
            case 0 -> tcp();
            case 1 -> new AttemptEvent.Planned(handshake());
            case 2 -> new AttemptEvent.Sent(1);
            case 3 -> new AttemptEvent.Received(new byte[] {5, 0});
            case 4 -> new AttemptEvent.Carried(0, 0);
            case 5 -> new AttemptEvent.Begin();
            case 6 -> ready();
            default -> disturbance();
        };
    }
}
