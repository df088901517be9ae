package io.tsocks.launcher.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FacesTest {

    private static InetEndpoint at(InetSocketAddress address) {
        return InetEndpoint.forSocket(false, address).orElseThrow();
    }

    private static InetEndpoint sender(int number) {
        InetAddress address =
                InetAddress.ofLiteral("192.0." + (number >> 8) + "." + (number & 255));
        return at(new InetSocketAddress(address, 6881));
    }

    /// As a program does that speaks with some peers all the time, and with thousands once.
    @Test
    void aSenderThatIsHeardAgainAndAgainKeepsItsFace() throws Exception {
        try (DatagramSocket program = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                Arena arena = Arena.ofConfined();
                Faces faces =
                        Faces.open(
                                Kernel.ofThisProcess(),
                                new Loopback(false),
                                at((InetSocketAddress) program.getLocalSocketAddress()))) {
            MemorySegment text = arena.allocateFrom("hello");
            for (int other = 1; other <= 10_000; other++) {
                faces.hand(sender(other), text, 0, 5);
                assertThat(faces.sender(received(program))).contains(sender(other));
                faces.hand(sender(0), text, 0, 5);
                assertThat(faces.sender(received(program))).contains(sender(0));
            }
        }
    }

    private static InetEndpoint received(DatagramSocket program) throws Exception {
        DatagramPacket packet = new DatagramPacket(new byte[9], 9);
        program.receive(packet);
        return at((InetSocketAddress) packet.getSocketAddress());
    }
}
