package io.tsocks.testserver;

import io.tsocks.fuzz.Claim;
import io.tsocks.fuzz.Input;
import io.tsocks.net.Secret;
import io.tsocks.protocol.Authentication;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksHandshake;
import io.tsocks.protocol.SocksRequest;
import io.tsocks.protocol.Strategy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The server's side of SOCKS. A client may send any bytes, cut into any pieces: the server either
/// understands them or hangs up, and does the same however they are cut. It understands what our
/// client asks for.
public final class ServerFuzz {

    private static final Settings OPEN = settings(null);
    private static final Settings CLOSED = settings(new Settings.Login("joe", "pw"));

    /// Nothing is ever contacted: the conversation ends where the request has been read.
    private static final Faults FAULTS = new Faults(List.of(new Fault.Close(FaultPhase.REQUEST)));

    private static final int OUR_CLIENT = 255;

    private ServerFuzz() {}

    private static Settings settings(Settings.@Nullable Login login) {
        return new Settings(
                InetAddress.getLoopbackAddress(),
                0,
                Set.of(4, 5),
                EnumSet.allOf(Command.class),
                login,
                null,
                null,
                false);
    }

    /// Tries one input.
    ///
    /// @param bytes whether there is a login, the size of a piece, and what a client sends; or 255,
    ///     a kind of request, a port and a host
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        Input input = new Input(bytes);
        int choice = input.octet();
        if (choice == OUR_CLIENT) {
            ourClient(input);
            return;
        }
        Settings settings = choice % 2 == 0 ? OPEN : CLOSED;
        int piece = 1 + input.choice(64);
        byte[] sent = input.rest();
        Understood whole = understood(settings, sent, Integer.MAX_VALUE);
        Claim.equal(whole, understood(settings, sent, 1), "byte by byte");
        Claim.equal(whole, understood(settings, sent, piece), "in pieces");
    }

    private record Understood(
            Optional<Request> request, Optional<String> user, List<Integer> methods, boolean in) {}

    private static Understood understood(Settings settings, byte[] sent, int piece)
            throws IOException {
        Session session = new Session(1);
        try (Connection connection = new Connection(sent, piece)) {
            new Conversation(connection, settings, FAULTS, session).run();
            throw new AssertionError("the conversation goes on");
        } catch (Hangup e) {
            return new Understood(
                    session.request(), session.user(), session.methods(), session.loggedIn());
        }
    }

    private static void ourClient(Input input) throws IOException {
        int kind = input.choice(3);
        int port = 1 + (input.octet() << 8 | input.octet()) % 65_535;
        String host = input.restAsLatin1();
        SocksAddress address;
        try {
            address = SocksAddress.of(host, port);
        } catch (IllegalArgumentException e) {
            return;
        }
        SocksHandshake handshake = handshake(kind, SocksRequest.connect(address));
        ByteBuffer output = handshake.output();
        byte[] sent = new byte[output.remaining()];
        output.get(sent);
        Settings settings = kind == 2 ? CLOSED : OPEN;
        Request request = understood(settings, sent, 7).request().orElseThrow();
        Claim.equal(port, request.port(), "port");
        SocksAddress asked = SocksAddress.of(request.host(), port);
        Claim.equal(address, asked, "what the server was asked for");
    }

    private static SocksHandshake handshake(int kind, SocksRequest request) {
        return switch (kind) {
            case 0 -> SocksHandshake.socks4(request, "joe");
            case 1 ->
                    SocksHandshake.socks5(
                            request, List.of(new Authentication.None()), Strategy.PIPELINED);
            default ->
                    SocksHandshake.socks5(
                            request,
                            List.of(new Authentication.Password("joe", Secret.of("pw"))),
                            Strategy.PIPELINED);
        };
    }

    /// A connection on which everything has been sent, to be read in pieces.
    private static final class Connection extends Socket {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final InputStream in;

        Connection(byte[] sent, int piece) {
            this.in =
                    new ByteArrayInputStream(sent) {
                        @Override
                        public synchronized int read(byte[] bytes, int offset, int length) {
                            return super.read(bytes, offset, Math.min(length, piece));
                        }

                        @Override
                        public synchronized int available() {
                            return 0;
                        }
                    };
        }

        @Override
        public InputStream getInputStream() {
            return in;
        }

        @Override
        public OutputStream getOutputStream() {
            return out;
        }
    }
}
