package io.tsocks.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnDatagramSocketTest {

    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment memory = arena.allocate(100);
    private final DatagramSocket program;
    private final OwnDatagramSocket own;

    OwnDatagramSocketTest() throws IOException {
        program = new DatagramSocket(0, HERE);
        own = OwnDatagramSocket.open(Kernel.ofThisProcess(), false);
    }

    @BeforeEach
    void connect() {
        assertThat(own.asNative().connect(at(program.getLocalPort()).sockaddr()).ok()).isTrue();
    }

    @AfterEach
    void close() {
        own.close();
        program.close();
        arena.close();
    }

    private static InetEndpoint at(int port) {
        return InetEndpoint.forSocket(false, new InetSocketAddress(HERE, port)).orElseThrow();
    }

    private int port() {
        return InetEndpoint.of(own.asNative().localName()).orElseThrow().port();
    }

    private int put(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        MemorySegment.copy(bytes, 0, memory, JAVA_BYTE, 3, bytes.length);
        return bytes.length;
    }

    private DatagramPacket received() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        program.receive(packet);
        return packet;
    }

    private static void send(DatagramSocket from, int port) throws IOException {
        from.send(new DatagramPacket("text".getBytes(StandardCharsets.US_ASCII), 4, HERE, port));
    }

    @Test
    void itSendsFromItsOwnAddressAndFromOthersOfTheLoopback() throws IOException {
        int length = put("hello");
        assertThat(own.send(memory, 3, length)).isEqualTo(Result.of(length));
        assertThat(received().getSocketAddress()).isEqualTo(new InetSocketAddress(HERE, port()));
        assertThat(own.sendAs(0x7f01_0203, memory, 3, length)).isEqualTo(Result.of(length));
        DatagramPacket other = received();
        assertThat(other.getSocketAddress()).isEqualTo(new InetSocketAddress("127.1.2.3", port()));
        assertThat(new String(other.getData(), 0, other.getLength(), StandardCharsets.US_ASCII))
                .isEqualTo("hello");
    }

    @Test
    void itTakesDatagramsOfItsPeerAlone() throws IOException {
        try (DatagramSocket stranger = new DatagramSocket(0, HERE)) {
            send(stranger, port());
        }
        assertThat(own.hasDatagram()).isFalse();
        assertThat(own.receive(memory, 0, 100).errno()).isEqualTo(Errno.EAGAIN);
        send(program, port());
        assertThat(own.hasDatagram()).isTrue();
        assertThat(own.receive(memory, 0, 100)).isEqualTo(Result.of(4));
        assertThat(memory.getString(0)).isEqualTo("text");
    }

    @Test
    void itIsToldOnceThatItsPeerHasGone() {
        program.close();
        int length = put("hello");
        own.send(memory, 3, length);
        assertThat(own.receive(memory, 0, 100).errno()).isEqualTo(Errno.ECONNREFUSED);
        assertThat(own.receive(memory, 0, 100).errno()).isEqualTo(Errno.EAGAIN);
    }
}
