package io.tsocks.gateway;

import io.tsocks.client.UnixSockets;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

/// Tells clients in their own protocol that there is no room for them. It does so for a few at a
/// time; the others see their connection closed.
final class Turnaway {

    private static final int MOST = 64;
    private static final int PATIENCE_MILLIS = 1000;
    private static final int VERSION_4 = 4;
    private static final int VERSION_5 = 5;

    private final Semaphore places = new Semaphore(MOST);

    /// Turns a client away, and closes its channel.
    void tell(SocketChannel channel, String why) throws IOException {
        if (!places.tryAcquire()) {
            channel.close();
            return;
        }
        Thread ignored =
                Thread.ofVirtual()
                        .name("tsocks-turnaway")
                        .start(
                                () -> {
                                    try {
                                        answer(channel, why);
                                    } finally {
                                        places.release();
                                    }
                                });
    }

    private static void answer(SocketChannel channel, String why) {
        try (channel;
                Socket socket =
                        channel.getRemoteAddress() instanceof InetSocketAddress
                                ? channel.socket()
                                : UnixSockets.of(channel)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            InputStream in = socket.getInputStream();
            int first = in.read();
            if (first < 0) {
                return;
            }
            socket.getOutputStream().write(refusal(first, why));
            socket.shutdownOutput();
            // What is still being sent would make the kernel discard the answer.
            byte[] ignored = in.readNBytes(8192);
        } catch (IOException e) {
            // The client has gone, or is slow.
        }
    }

    private static byte[] refusal(int first, String why) {
        return switch (first) {
            case VERSION_4 -> new byte[] {0, 0x5b, 0, 0, 0, 0, 0, 0};
            case VERSION_5 -> new byte[] {5, (byte) 0xff};
            default ->
                    ("HTTP/1.1 503 Service Unavailable\r\n"
                                    + "Proxy-Status: tsocks; error=connection_limit_reached\r\n"
                                    + "Content-Type: text/plain\r\nContent-Length: "
                                    + (why.length() + 1)
                                    + "\r\nConnection: close\r\n\r\n"
                                    + why
                                    + "\n")
                            .getBytes(StandardCharsets.US_ASCII);
        };
    }
}
