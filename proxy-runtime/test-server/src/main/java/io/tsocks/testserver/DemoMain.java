package io.tsocks.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/// A SOCKS server for trying out a client: for every requested host, a small web server behind it
/// answers. Nothing leaves the machine.
public final class DemoMain {

    private static final byte[] ANSWER =
            """
            HTTP/1.1 200 OK\r
            Content-Length: 38\r
            Connection: close\r
            \r
            Hello from behind the SOCKS 5 server.
            """
                    .getBytes(UTF_8);

    private DemoMain() {}

    /// Starts both servers on free ports, writes a tsocks.conf for them, and serves until the
    /// process is ended.
    ///
    /// @param arguments the file to write
    public static void main(String[] arguments) throws IOException {
        try (ServerSocket web = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                SocksTestServer socks =
                        SocksTestServer.builder()
                                .redirectAll((InetSocketAddress) web.getLocalSocketAddress())
                                .start()) {
            Files.writeString(Path.of(arguments[0]), conf(socks));
            while (!web.isClosed()) {
                answer(web);
            }
        }
    }

    private static String conf(SocksTestServer socks) {
        return "server = %s\nserver_port = %d\nserver_type = 5\n"
                .formatted(socks.host(), socks.port());
    }

    /// Answers requests. All get the same answer, so a request is only read to its end.
    private static void answer(ServerSocket web) throws IOException {
        try (Socket client = web.accept()) {
            BufferedReader request =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
            String line = request.readLine();
            while (line != null && !line.isEmpty()) {
                line = request.readLine();
            }
            client.getOutputStream().write(ANSWER);
        }
    }
}
