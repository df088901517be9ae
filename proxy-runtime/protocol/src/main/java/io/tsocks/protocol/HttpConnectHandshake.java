package io.tsocks.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// CONNECT to an HTTP proxy (RFC 9110, section 9.3.6): one request, and the head of one response,
/// perhaps with interim ones before it.
///
/// The length of the head is not known before it ends. So [#needed] is how many bytes it has at
/// least until it may end, which is two for most of it. With [#claim] it takes one read.
///
/// Whatever a response that grants the tunnel says about a body, there is none.
public final class HttpConnectHandshake extends Handshake {

    /// How many bytes a head may have.
    private static final int LONGEST = 16 * 1024;

    /// How many lines it may have: a hundred fields behind the first one.
    private static final int MOST_LINES = 101;

    /// How many responses may say that the response is still to come.
    private static final int MOST_INTERIM = 10;

    /// The shortest head: `HTTP/1.1 200` and two ends of lines.
    private static final int SHORTEST = 14;

    /// How much is read at once where nothing that follows is the application's.
    private static final int AT_ONCE = 1024;

    private static final byte[] START = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);
    private static final SocksAddress UNTOLD = SocksAddress.of("0.0.0.0", 0);

    private final boolean hasLogin;
    private HttpHead head = emptyHead();
    private @Nullable HttpStatus status;

    /// How many bytes of the head have come.
    private int taken;

    private int interim;

    /// @param request CONNECT, to a host and a port; anything else fails at once
    /// @param login Basic credentials (RFC 7617), sent with the request, in UTF-8 and in the clear;
    ///     null if there are none. They have no control character, and the user name has no colon:
    ///     a handshake with others fails at once
    public HttpConnectHandshake(SocksRequest request, Authentication.@Nullable Password login) {
        hasLogin = login != null;
        negotiating(Phase.REPLY);
        try {
            send(ByteBuffer.wrap(HttpRequests.connect(request, login)));
        } catch (Messages.UnsendableException e) {
            fail(e.failure());
        }
    }

    private static HttpHead emptyHead() {
        return HttpHead.ofMessage(LONGEST, MOST_LINES);
    }

    @Override
    public int needed() {
        if (state().isOver()) {
            return 0;
        }
        return isRefusal() ? AT_ONCE : Math.max(head.needed(), SHORTEST - taken);
    }

    private boolean isRefusal() {
        return status != null && !status.isSuccess() && !status.isInterim();
    }

    @Override
    public boolean isOpenEnded() {
        return true;
    }

    @Override
    public int claim(ByteBuffer next) {
        return state().isOver() ? 0 : head.claim(next);
    }

    /// Who drives it is careful then about who else uses the connection.
    @Override
    Phase sending() {
        return hasLogin ? Phase.AUTHENTICATION : Phase.REQUEST;
    }

    /// What a proxy said before it closed counts: some end their heads so.
    @Override
    SocksFailure closed() {
        return status != null && isRefusal()
                ? HttpResponses.failure(status, fields(), hasLogin)
                : super.closed();
    }

    @Override
    void take(ByteBuffer in) {
        try {
            while (in.hasRemaining() && !state().isOver()) {
                if (taken < START.length) {
                    checkStart(in);
                }
                takePart(in);
            }
        } catch (HttpSyntaxException e) {
            fail(new HttpFailure.NotHttp(e.what()));
        }
    }

    /// Another protocol shows in its first bytes, of which there may never be a whole line.
    private void checkStart(ByteBuffer in) throws HttpSyntaxException {
        byte octet = in.get(in.position());
        if (octet != START[taken]) {
            in.get();
            throw HttpSyntaxException.of(
                    taken == 0
                            ? "its answer starts with byte " + (octet & 0xff) + protocol(octet)
                            : "its answer does not start with HTTP/1");
        }
    }

    private static String protocol(byte first) {
        return switch (first) {
            case 0, 4 -> ", as that of a SOCKS 4 server does";
            case 5 -> ", as that of a SOCKS 5 server does";
            case 0x15, 0x16 -> ", as that of a server which wants TLS does";
            default -> "";
        };
    }

    private void takePart(ByteBuffer in) throws HttpSyntaxException {
        int before = in.position();
        if (taken < START.length) {
            int limit = in.limit();
            in.limit(before + 1);
            head.takeLine(in);
            in.limit(limit);
        } else {
            head.takeLine(in);
        }
        taken += in.position() - before;
        if (status == null && head.firstLine().isPresent()) {
            status = HttpStatus.parse(head.firstLine().get());
        }
        if (status != null && head.isComplete()) {
            end(status);
        }
    }

    private void end(HttpStatus received) throws HttpSyntaxException {
        if (received.isInterim()) {
            interim++;
            if (interim > MOST_INTERIM) {
                throw HttpSyntaxException.of("it answers that an answer is to come, and so on");
            }
            head = emptyHead();
            status = null;
            taken = 0;
        } else if (received.isSuccess()) {
            granted(Command.CONNECT, UNTOLD);
        } else {
            if (HttpResponses.isAboutLogin(received, hasLogin)) {
                negotiating(Phase.AUTHENTICATION);
            }
            fail(HttpResponses.failure(received, fields(), hasLogin));
        }
    }

    /// None, where the server does not keep to their form: its status counts.
    private HttpFields fields() {
        List<String> lines = head.lines();
        try {
            return HttpFields.parseOfResponse(lines.subList(1, lines.size()));
        } catch (HttpSyntaxException e) {
            return new HttpFields(List.of());
        }
    }
}
