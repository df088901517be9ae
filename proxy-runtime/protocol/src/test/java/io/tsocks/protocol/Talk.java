package io.tsocks.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.net.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Drives a handshake over a real connection, as plainly as its documentation says.
final class Talk implements AutoCloseable {

    static final List<Authentication> NO_LOGIN = List.of(new Authentication.None());

    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket = new Socket(Proxy.NO_PROXY);
    private final Handshake handshake;
    private int flights;

    private Talk(int port, Handshake handshake) throws IOException {
        this.handshake = handshake;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(HERE, port));
    }

    /// Goes through the handshake with the server on a port of 127.0.0.1, up to its end or BIND's
    /// first reply.
    static Talk with(int port, Handshake handshake) throws IOException {
        return new Talk(port, handshake).drive();
    }

    /// The same, but the first flight is also the last: the client ends its direction after it, so
    /// that a server which lost a part of it ends the connection instead of waiting.
    static Talk onceWith(int port, Handshake handshake) throws IOException {
        Talk talk = new Talk(port, handshake);
        talk.write();
        talk.socket.shutdownOutput();
        return talk.drive();
    }

    static List<Authentication> login(String user, String password) {
        return List.of(new Authentication.Password(user, Secret.of(password)));
    }

    /// Goes on after BIND's first reply, to the end.
    Talk goOn() throws IOException {
        while (!handshake.state().isOver()) {
            step();
        }
        return this;
    }

    private Talk drive() throws IOException {
        while (!handshake.state().isOver()
                && !(handshake.state() instanceof HandshakeState.Listening)) {
            step();
        }
        return this;
    }

    private void step() throws IOException {
        write();
        if (handshake.needed() > 0 && !handshake.state().isOver()) {
            read();
        }
    }

    HandshakeState state() {
        return handshake.state();
    }

    /// How often the client wrote.
    int flights() {
        return flights;
    }

    /// The address of the success reply.
    SocksAddress bound() {
        return switch (state()) {
            case HandshakeState.Established(SocksAddress bound) -> bound;
            case HandshakeState.Listening(SocksAddress bound) -> bound;
            default -> throw new AssertionError(state());
        };
    }

    /// Why it failed.
    SocksFailure failure() {
        return switch (state()) {
            case HandshakeState.Failed(_, SocksFailure failure) -> failure;
            default -> throw new AssertionError(state());
        };
    }

    /// The reply code of the refusal.
    int code() {
        return switch (failure()) {
            case SocksFailure.Refused(SocksReply reply, _) -> reply.code();
            default -> throw new AssertionError(state());
        };
    }

    /// The next bytes for the application.
    String hears(int count) throws IOException {
        return new String(socket.getInputStream().readNBytes(count), StandardCharsets.UTF_8);
    }

    Talk says(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /// The target sends back what it gets.
    Talk echoes() throws IOException {
        assertThat(state()).isInstanceOf(HandshakeState.Established.class);
        assertThat(says("hello").hears(5)).isEqualTo("hello");
        return this;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void write() throws IOException {
        ByteBuffer output = handshake.output();
        if (output.hasRemaining()) {
            byte[] bytes = new byte[output.remaining()];
            output.get(bytes);
            socket.getOutputStream().write(bytes);
            flights++;
        }
    }

    private void read() throws IOException {
        byte[] bytes = new byte[handshake.needed()];
        int count = socket.getInputStream().read(bytes);
        if (count < 0) {
            handshake.endOfInput();
        } else {
            handshake.receive(ByteBuffer.wrap(bytes, 0, count));
        }
    }
}
