package io.tsocks.protocol;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.tsocks.fuzz.Claim;
import io.tsocks.fuzz.Input;
import io.tsocks.net.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Both sides of CONNECT, whatever the other one sends:
///
/// - Nothing is thrown, and it makes no difference in which pieces it comes, and whether the driver
///   reads what is asked for or looks first at what has come.
/// - A tunnel begins right behind the head that grants it, and a request ends right there, as a
///   search for the first empty line sees it.
/// - A second reader of HTTP (Netty's) sees the same target, if it sees a request.
public final class HttpConnectFuzz {

    private static final Pattern END_OF_HEAD = Pattern.compile("\n\r?\n");
    private static final int LONGEST = 1 << 20;
    private static final Authentication.Password LOGIN =
            new Authentication.Password("joe", Secret.of("pw"));

    private HttpConnectFuzz() {}

    /// Tries one input.
    ///
    /// @param bytes `q` and a request; or another byte, whose last bit says whether there is a
    ///     login, then the lengths of two pieces, and a response
    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        int which = input.octet();
        if (which == 'q') {
            request(input.rest());
            return;
        }
        boolean hasLogin = (which & 1) == 1;
        int[] pieces = {1 + input.choice(32), 1 + input.choice(32)};
        byte[] sent = input.rest();
        End whole = feed(hasLogin, sent, true, Integer.MAX_VALUE);
        Claim.equal(whole, feed(hasLogin, sent, false, 1), "byte by byte");
        Claim.equal(whole, feed(hasLogin, sent, false, pieces), "in pieces, as asked for");
        Claim.equal(whole, feed(hasLogin, sent, true, pieces), "in pieces, as claimed");
        if (whole.state() instanceof HandshakeState.Established) {
            Claim.equal(endOfGrant(sent), whole.taken(), "where the tunnel begins");
        }
    }

    /// How a handshake ended.
    ///
    /// @param taken how many bytes were the handshake's
    private record End(HandshakeState state, int taken) {}

    private static End feed(boolean hasLogin, byte[] sent, boolean looks, int... pieces) {
        SocksRequest request = SocksRequest.connect(SocksAddress.of("a.test", 80));
        Handshake handshake = new HttpConnectHandshake(request, hasLogin ? LOGIN : null);
        handshake.output().position(handshake.output().limit());
        ByteBuffer in = ByteBuffer.wrap(sent);
        for (int i = 0; in.hasRemaining() && !handshake.state().isOver(); i++) {
            int come = Math.min(pieces[i % pieces.length], in.remaining());
            ByteBuffer part = in.slice(in.position(), come);
            int most = looks ? handshake.claim(part) : Math.min(handshake.needed(), come);
            Claim.holds(most > 0, () -> "nothing is needed before the end");
            handshake.receive(part.limit(most));
            boolean isFine = handshake.state() instanceof HandshakeState.Established;
            int taken = part.position();
            Claim.holds(taken >= 1 && (!isFine || taken == most), () -> "took " + part);
            in.position(in.position() + taken);
        }
        handshake.endOfInput();
        return new End(handshake.state(), in.position());
    }

    /// Behind the first head whose status is none of an interim response.
    private static int endOfGrant(byte[] sent) {
        String text = new String(sent, StandardCharsets.ISO_8859_1);
        Matcher end = END_OF_HEAD.matcher(text);
        int start = 0;
        while (end.find(start)) {
            if (text.charAt(start + 9) != '1') {
                return end.end();
            }
            start = end.end();
        }
        throw new AssertionError("no head grants it");
    }

    private static void request(byte[] sent) {
        Asked whole = ask(sent, Integer.MAX_VALUE);
        Claim.equal(whole, ask(sent, 1), "byte by byte");
        if (whole.state() instanceof HttpServerState.Requested) {
            String text = new String(sent, StandardCharsets.ISO_8859_1);
            int start = text.length() - text.replaceFirst("^[\r\n]+", "").length();
            Matcher end = END_OF_HEAD.matcher(text);
            Claim.equal(true, end.find(start), "whether there is a head");
            Claim.equal(end.end(), whole.taken(), "where the tunnel begins");
            checkTarget(sent, text.substring(start, text.indexOf('\n', start)).strip());
        }
    }

    /// How a request ended.
    private record Asked(HttpServerState state, String answer, int taken) {}

    private static Asked ask(byte[] sent, int piece) {
        HttpServerHandshake server = new HttpServerHandshake();
        ByteBuffer in = ByteBuffer.wrap(sent);
        while (in.hasRemaining() && server.state() instanceof HttpServerState.Reading(int needed)) {
            Claim.holds(needed > 0, () -> "nothing is needed before the end");
            ByteBuffer part = in.slice(in.position(), Math.min(piece, in.remaining()));
            server.receive(part);
            in.position(in.position() + part.position());
        }
        String answer = new String(server.takeOutput(), StandardCharsets.ISO_8859_1);
        return new Asked(server.state(), answer, in.position());
    }

    private static void checkTarget(byte[] sent, String line) {
        EmbeddedChannel channel =
                new EmbeddedChannel(
                        new HttpRequestDecoder(
                                new HttpDecoderConfig()
                                        .setMaxInitialLineLength(LONGEST)
                                        .setMaxHeaderSize(LONGEST)));
        channel.writeInbound(Unpooled.wrappedBuffer(sent));
        if (channel.readInbound() instanceof HttpRequest seen && seen.decoderResult().isSuccess()) {
            Claim.equal("CONNECT", seen.method().name(), "method");
            String[] words = line.split(" ", -1);
            Claim.equal(
                    words[1].toLowerCase(Locale.ROOT),
                    seen.uri().toLowerCase(Locale.ROOT),
                    "target");
        }
        channel.finishAndReleaseAll();
    }
}
