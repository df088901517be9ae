package io.tsocks.protocol;

import io.tsocks.net.SocksVersion;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A handshake of SOCKS 5: RFC 1928 with RFC 1929 and RFC 1961.
///
/// ```
/// METHOD ──none──────────────────────────► REPLY ──(BIND)──► REPLY again
///    │ ──password──► PASSWORD ──────────────►│
///    └ ──gssapi────► GSSAPI (tokens, level) ─┘ from here on inside GSSAPI's messages
/// ```
final class Socks5Handshake extends SocksHandshake {

    /// How the answer of a server begins that wants TLS (RFC 8446, section 5.1).
    private static final int TLS_ALERT = 21;

    private static final int NO_ACCEPTABLE_METHOD = 0xff;

    /// The message that is being read.
    private enum Stage {
        METHOD,
        PASSWORD,
        GSSAPI,
        REPLY
    }

    private final SocksRequest request;
    private final List<Authentication> offered;
    private final Strategy strategy;
    private final ByteBuffer earlyData;

    private Stage stage = Stage.METHOD;
    private Octets answer = new Octets(2);
    private ReplyReader reply = new ReplyReader();
    private @Nullable Authentication chosen;
    private @Nullable GssapiNegotiation gssapi;
    private @Nullable Encapsulation encapsulation;

    Socks5Handshake(
            SocksRequest request,
            List<Authentication> offered,
            Strategy strategy,
            ByteBuffer earlyData) {
        this.request = request;
        this.offered = List.copyOf(offered);
        this.strategy = strategy;
        this.earlyData = earlyData;
        checkOffer();
        attempt(this::start);
    }

    private void checkOffer() {
        int kinds = 0;
        for (Authentication method : offered) {
            kinds |= 1 << method.code();
        }
        if (offered.isEmpty() || Integer.bitCount(kinds) < offered.size()) {
            throw new IllegalArgumentException("one method of each kind, and at least one");
        }
        if (strategy == Strategy.PIPELINED && offered.size() > 1) {
            throw new IllegalArgumentException("to pipeline, offer one method only");
        }
    }

    @Override
    public SocksVersion version() {
        return SocksVersion.SOCKS5;
    }

    @Override
    public @Nullable Authentication method() {
        return chosen;
    }

    @Override
    public @Nullable Encapsulation encapsulation() {
        return encapsulation;
    }

    @Override
    public int needed() {
        if (state().isOver()) {
            return 0;
        }
        if (task().isPresent()) {
            return 0;
        }
        return switch (stage) {
            case METHOD, PASSWORD -> answer.needed();
            case GSSAPI -> gssapi == null ? 0 : gssapi.needed();
            case REPLY -> encapsulation == null ? reply.needed() : encapsulation.needed();
        };
    }

    @Override
    void take(ByteBuffer in) {
        attempt(
                () -> {
                    switch (stage) {
                        case METHOD -> takeMethod(in);
                        case PASSWORD -> takeStatus(in);
                        case GSSAPI -> takeGssapi(in);
                        case REPLY -> takeReply(in);
                    }
                });
    }

    /// Until the first token is made, there is no output, so the greeting waits for it if they go
    /// together.
    private void start() throws GssapiException, Messages.UnsendableException {
        if (strategy == Strategy.PIPELINED
                && offered.getFirst() instanceof Authentication.Gssapi method) {
            gssapi = new GssapiNegotiation(method);
            gssapi.start();
            return;
        }
        send(Messages.greeting(offered));
        if (strategy == Strategy.PIPELINED) {
            follow(offered.getFirst(), true);
        }
    }

    @Override
    public Optional<Runnable> task() {
        return gssapi == null || state().isOver() ? Optional.empty() : gssapi.task();
    }

    @Override
    void goOn() {
        attempt(this::goOnWithGssapi);
    }

    private void goOnWithGssapi() throws GssapiException {
        GssapiNegotiation negotiation = gssapi;
        ByteBuffer next = negotiation == null ? null : negotiation.resume();
        if (next != null && stage == Stage.METHOD) {
            send(Messages.greeting(offered));
        }
        if (next != null) {
            send(next);
        }
        if (negotiation != null && stage == Stage.GSSAPI && negotiation.result() != null) {
            encapsulation = negotiation.result();
            authenticated(false);
        }
    }

    /// Sends the message that follows the choice of a method.
    ///
    /// @param withRequest whether the request goes in the same write as a password
    private void follow(Authentication method, boolean withRequest)
            throws GssapiException, Messages.UnsendableException {
        switch (method) {
            case Authentication.None ignored -> sendRequest();
            case Authentication.Password password -> {
                send(Messages.login(password));
                if (withRequest) {
                    sendRequest();
                }
            }
            case Authentication.Gssapi context -> {
                gssapi = new GssapiNegotiation(context);
                gssapi.start();
            }
        }
    }

    private void sendRequest() throws GssapiException {
        ByteBuffer message = Messages.request5(request);
        if (encapsulation == null) {
            send(message, earlyData);
            return;
        }
        send(encapsulation.wrap(message));
        ByteBuffer data = earlyData.duplicate();
        while (data.hasRemaining()) {
            send(encapsulation.wrap(data));
        }
    }

    private void takeMethod(ByteBuffer in) throws GssapiException, Messages.UnsendableException {
        if (!answer.take(in)) {
            return;
        }
        int version = answer.at(0);
        int code = answer.at(1);
        answer = new Octets(2);
        Authentication method = find(code);
        if (version != Messages.VERSION_5) {
            malformed(
                    version == TLS_ALERT
                            ? "it answers with an alert of TLS, so it wants TLS first"
                            : "its first byte is " + version + ", not 5");
        } else if (code == NO_ACCEPTABLE_METHOD) {
            fail(new SocksFailure.NoAcceptableMethod(find(2) != null, isGssapiAlone()));
        } else if (method == null) {
            fail(new SocksFailure.UnofferedMethod(code));
        } else {
            chosen = method;
            enter(method);
        }
    }

    private boolean isGssapiAlone() {
        return offered.size() == 1 && offered.getFirst() instanceof Authentication.Gssapi;
    }

    private @Nullable Authentication find(int code) {
        for (Authentication method : offered) {
            if (method.code() == code) {
                return method;
            }
        }
        return null;
    }

    private void enter(Authentication method) throws GssapiException, Messages.UnsendableException {
        stage =
                switch (method) {
                    case Authentication.None ignored -> Stage.REPLY;
                    case Authentication.Password ignored -> Stage.PASSWORD;
                    case Authentication.Gssapi ignored -> Stage.GSSAPI;
                };
        negotiating(stage == Stage.REPLY ? Phase.REPLY : Phase.AUTHENTICATION);
        switch (strategy) {
            case SEQUENTIAL -> follow(method, false);
            case METHOD_FIRST -> follow(method, true);
            case PIPELINED -> {}
        }
    }

    /// Reads the answer to a login (RFC 1929). Tor refuses with version 5 there, so 5 counts as
    /// version 1.
    private void takeStatus(ByteBuffer in) throws GssapiException {
        if (!answer.take(in)) {
            return;
        }
        if (answer.at(0) != 1 && answer.at(0) != Messages.VERSION_5) {
            malformed("its answer to the password starts with byte " + answer.at(0) + ", not 1");
        } else if (answer.at(1) != 0) {
            fail(new SocksFailure.LoginRefused(answer.at(1)));
        } else {
            authenticated(strategy != Strategy.SEQUENTIAL);
        }
    }

    private void takeGssapi(ByteBuffer in) throws GssapiException {
        Objects.requireNonNull(gssapi).take(in);
    }

    private void authenticated(boolean requestIsSent) throws GssapiException {
        stage = Stage.REPLY;
        negotiating(Phase.REPLY);
        if (!requestIsSent) {
            sendRequest();
        }
    }

    private void takeReply(ByteBuffer in) throws GssapiException {
        if (encapsulation == null) {
            takePlainReply(in);
            return;
        }
        encapsulation.receive(in);
        ByteBuffer plain = encapsulation.plaintext();
        while (plain.hasRemaining() && !state().isOver()) {
            takePlainReply(plain);
        }
    }

    private void takePlainReply(ByteBuffer in) {
        if (!reply.take(in)) {
            return;
        }
        ReplyReader complete = reply;
        reply = new ReplyReader();
        String malformed = complete.malformed();
        SocksAddress address = complete.address();
        if (malformed != null) {
            malformed(malformed);
        } else if (address == null) {
            fail(
                    new SocksFailure.Refused(
                            new SocksReply(SocksVersion.SOCKS5, complete.code()),
                            request.destination()));
        } else {
            granted(request.command(), address);
        }
    }

    private void attempt(Step step) {
        try {
            step.run();
        } catch (CredentialsException e) {
            fail(new SocksFailure.NoCredentials(String.valueOf(e.getMessage())));
        } catch (GssapiException e) {
            fail(new SocksFailure.GssapiFailed(String.valueOf(e.getMessage())));
        } catch (Messages.UnsendableException e) {
            fail(e.failure());
        }
    }

    /// A step that may end the handshake.
    @FunctionalInterface
    private interface Step {
        void run() throws GssapiException, Messages.UnsendableException;
    }
}
