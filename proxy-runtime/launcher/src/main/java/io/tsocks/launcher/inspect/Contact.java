package io.tsocks.launcher.inspect;

import io.tsocks.client.UnixSockets;
import io.tsocks.protocol.Handshake;
import io.tsocks.protocol.HandshakeState;
import io.tsocks.protocol.Phase;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;

/// Asks the server one question on a connection of its own, which is closed when the answer has
/// come or will not come.
///
/// @param server the server's address, resolved, or its AF_UNIX socket
/// @param timeout the time for connecting, and again for the whole answer
/// @param layer of TLS, or none
record Contact(SocketAddress server, Duration timeout, Layer layer) {

    /// What the questions travel in.
    @FunctionalInterface
    interface Layer {

        /// Nothing but the connection.
        Layer NONE = socket -> socket;

        /// A socket that travels over another one, which it closes.
        Socket over(Socket connected) throws IOException;
    }

    /// Offers one method and sends nothing more, in particular no credentials.
    ///
    /// @throws IOException if there is no connection
    MethodReply offer(int method) throws IOException {
        long start = System.nanoTime();
        try (Socket socket = connect()) {
            long connected = System.nanoTime();
            socket.setSoTimeout(millis(timeout));
            socket.getOutputStream().write(new byte[] {5, 1, (byte) method});
            return methodReply(socket.getInputStream(), start, connected);
        }
    }

    private static MethodReply methodReply(InputStream in, long start, long connected) {
        int version = -1;
        try {
            version = in.read();
            int chosen = version == 5 ? in.read() : -1;
            if (chosen >= 0) {
                return new MethodReply.Chosen(
                        chosen,
                        Duration.ofNanos(connected - start),
                        Duration.ofNanos(System.nanoTime() - connected));
            }
        } catch (SocketTimeoutException e) {
            return version < 0 ? new MethodReply.Silent() : new MethodReply.Foreign(version);
        } catch (IOException e) {
            // A reset counts as an end.
        }
        return version < 0 ? new MethodReply.Closed() : new MethodReply.Foreign(version);
    }

    /// Goes through a handshake; BIND ends at its first reply.
    Outcome shake(Handshake handshake) {
        return shake(handshake, timeout);
    }

    /// Goes through a handshake; BIND ends at its first reply.
    ///
    /// @param limit the time for the answer, instead of the timeout
    Outcome shake(Handshake handshake, Duration limit) {
        try (Socket socket = connect()) {
            return drive(socket, handshake, limit);
        } catch (IOException e) {
            return new Outcome.Unreachable(reason(e));
        }
    }

    /// The reason of an exception, in words for a person.
    static String reason(IOException e) {
        return switch (e) {
            case SocketTimeoutException _ -> "timed out";
            default -> String.valueOf(e.getMessage());
        };
    }

    /// Connects without the proxy that the JVM may be configured to use.
    Socket connect() throws IOException {
        if (server instanceof UnixDomainSocketAddress path) {
            return inLayer(UnixSockets.connect(path, timeout));
        }
        Socket socket = new Socket(Proxy.NO_PROXY);
        try {
            socket.setTcpNoDelay(true);
            socket.connect(server, millis(timeout));
            return inLayer(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private Socket inLayer(Socket socket) throws IOException {
        try {
            socket.setSoTimeout(millis(timeout));
            return layer.over(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static Outcome drive(Socket socket, Handshake handshake, Duration limit) {
        long start = System.nanoTime();
        try {
            exchange(socket, handshake, start + limit.toNanos());
        } catch (SocketTimeoutException e) {
            return new Outcome.Silent(phase(handshake.state()), limit);
        } catch (IOException e) {
            handshake.endOfInput();
        }
        return outcome(handshake.state(), Duration.ofNanos(System.nanoTime() - start));
    }

    private static void exchange(Socket socket, Handshake handshake, long end) throws IOException {
        while (!isAnswered(handshake.state())) {
            ByteBuffer output = handshake.output();
            if (output.hasRemaining()) {
                byte[] bytes = new byte[output.remaining()];
                output.get(bytes);
                socket.getOutputStream().write(bytes);
                continue;
            }
            socket.setSoTimeout(millis(Duration.ofNanos(end - System.nanoTime())));
            byte[] bytes = new byte[handshake.needed()];
            int count = socket.getInputStream().read(bytes);
            if (count < 0) {
                throw new SocketException("the server closed the connection");
            }
            handshake.receive(ByteBuffer.wrap(bytes, 0, count));
        }
    }

    private static boolean isAnswered(HandshakeState state) {
        return state.isOver() || state instanceof HandshakeState.Listening;
    }

    private static Outcome outcome(HandshakeState state, Duration time) {
        return switch (state) {
            case HandshakeState.Established(var bound) -> new Outcome.Granted(bound, time);
            case HandshakeState.Listening(var address) -> new Outcome.Granted(address, time);
            case HandshakeState.Failed(Phase phase, var failure) ->
                    new Outcome.Failed(phase, failure, time);
            case HandshakeState.Negotiating(Phase phase) -> new Outcome.Silent(phase, time);
        };
    }

    private static Phase phase(HandshakeState state) {
        return switch (state) {
            case HandshakeState.Negotiating(Phase phase) -> phase;
            case HandshakeState.Failed(Phase phase, _) -> phase;
            case HandshakeState.Listening _ -> Phase.PEER;
            case HandshakeState.Established _ -> Phase.REPLY;
        };
    }

    /// The duration in milliseconds, at least 1, because 0 would mean for ever.
    private static int millis(Duration duration) {
        return Math.clamp(duration.toMillis(), 1, Integer.MAX_VALUE);
    }
}
