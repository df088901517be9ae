package io.tsocks.gateway;

import io.tsocks.client.Routed;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/// The HTTP side of a gateway's session.
final class HttpSession implements HttpHost {

    private static final String BASIC = "basic ";

    private final Session session;
    private final Duplex client;

    HttpSession(Session session) {
        this.session = session;
        this.client = Duplex.of(session.client().socket());
    }

    @Override
    public int headBytes() {
        return session.limits().headBytes();
    }

    @Override
    public boolean admits(String authorization) {
        if (!session.hasUsers()) {
            return true;
        }
        boolean isBasic = authorization.toLowerCase(Locale.ROOT).startsWith(BASIC);
        boolean isGood = isBasic && isGood(authorization.substring(BASIC.length()).strip());
        if (!isGood) {
            session.refused(isBasic ? "the user or the password is wrong" : "no login");
        }
        return isGood;
    }

    private boolean isGood(String encoded) {
        try {
            byte[] pair = Base64.getDecoder().decode(encoded);
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(pair)).toString();
            int colon = text.indexOf(':');
            return colon >= 0
                    && session.logsIn(text.substring(0, colon), text.substring(colon + 1));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return false;
        }
    }

    @Override
    public String challenge() {
        return "This proxy asks for a user and a password.\n";
    }

    @Override
    public boolean breaksOffAnswers() {
        return false;
    }

    @Override
    public void accepted(HttpRequest request) throws IOException {
        session.client()
                .speaks(
                        request.isConnect()
                                ? ClientProtocol.HTTP_CONNECT
                                : ClientProtocol.HTTP_FORWARD);
        session.accepted();
    }

    @Override
    public Duplex connect(HttpTarget target) throws IOException {
        Routed<Socket> routed;
        try {
            routed = session.connect(target.address());
        } catch (IOException e) {
            HttpProblem problem = HttpBridge.problem(e);
            throw e instanceof Guard.ForbiddenException
                    ? new HttpProblem("403 Forbidden", ProxyError.REQUEST_DENIED, Session.why(e))
                    : problem.because(Session.why(e));
        }
        return new MeteredDuplex(Duplex.of(routed.connection()), session.client());
    }

    @Override
    public void exchanged() {
        session.ended(CloseReason.ENDED);
    }

    @Override
    public Duplex client() {
        return client;
    }

    @Override
    public void relay(InputStream fromClient, Duplex target) throws IOException {
        session.relay(fromClient, target);
    }
}
