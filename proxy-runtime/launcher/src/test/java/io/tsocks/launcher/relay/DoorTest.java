package io.tsocks.launcher.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.linux.Errno;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.Kernel;
import io.tsocks.linux.KernelException;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.NativeSocket.Progress;
import io.tsocks.linux.OwnSocket;
import io.tsocks.linux.Result;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A program's socket waits at its door as at a distant host, and nobody else comes in.
class DoorTest {

    private static final Kernel KERNEL = Kernel.ofThisProcess();
    private static final Result UNDERWAY = Result.failure(Errno.EINPROGRESS);

    private static byte[] at(Door door, boolean isIpv6Socket) {
        return door.address(isIpv6Socket).orElseThrow().sockaddr();
    }

    /// A letter for each: the socket of the program and the loopback.
    @ParameterizedTest
    @CsvSource({"false,false", "true,false", "true,true"})
    void letsAWaitingSocketIn(boolean isIpv6Socket, boolean isIpv6Door) throws KernelException {
        try (Door door = Door.open(KERNEL, isIpv6Door);
                OwnSocket own = OwnSocket.open(KERNEL, isIpv6Socket)) {
            NativeSocket program = own.asNative();
            assertThat(program.connect(at(door, isIpv6Socket))).isEqualTo(UNDERWAY);
            assertThat(program.progress()).isEqualTo(Progress.CONNECTING);
            assertThat(door.entry(program)).isEqualTo(Door.Entry.UNDERWAY);
            letIn(door, program);
            program.send(ByteBuffer.wrap(new byte[] {7}));
            assertThat(receive(door.inner().asNative())).containsExactly(7);
        }
    }

    private static void letIn(Door door, NativeSocket program) {
        Result asked = door.letIn(program);
        assertThat(asked.ok() || asked.equals(UNDERWAY)).isTrue();
        while (door.entry(program) == Door.Entry.UNDERWAY) {
            Thread.onSpinWait();
        }
        assertThat(door.entry(program)).isEqualTo(Door.Entry.IN);
    }

    private static byte[] receive(NativeSocket socket) {
        byte[] bytes = socket.receive(10).bytes();
        while (bytes.length == 0) {
            Thread.onSpinWait();
            bytes = socket.receive(10).bytes();
        }
        return bytes;
    }

    @Test
    void nobodyElseCanBeBoundThere() throws KernelException {
        try (Door door = Door.open(KERNEL, false);
                OwnSocket other = OwnSocket.open(KERNEL, false)) {
            other.shareAddress();
            assertThat(other.asNative().bind(at(door, false)))
                    .isEqualTo(Result.failure(Errno.EADDRINUSE));
        }
    }

    /// Before, while and after the program's socket comes in.
    @Test
    void nobodyElseIsConnected() throws KernelException {
        try (Door door = Door.open(KERNEL, false);
                OwnSocket own = OwnSocket.open(KERNEL, false);
                OwnSocket early = OwnSocket.open(KERNEL, false);
                OwnSocket late = OwnSocket.open(KERNEL, false)) {
            assertThat(early.asNative().connect(at(door, false))).isEqualTo(UNDERWAY);
            own.asNative().connect(at(door, false));
            letIn(door, own.asNative());
            assertThat(late.asNative().connect(at(door, false))).isEqualTo(UNDERWAY);
            assertThat(early.asNative().progress()).isEqualTo(Progress.CONNECTING);
            assertThat(late.asNative().progress()).isEqualTo(Progress.CONNECTING);
            assertThat(door.entry(early.asNative())).isEqualTo(Door.Entry.UNDERWAY);
        }
    }

    /// The port of a program's socket that has given up may belong to a server by now.
    @Test
    void anotherSocketAtTheProgramsAddressIsNotTheProgram() throws KernelException {
        try (Door door = Door.open(KERNEL, false);
                OwnSocket own = OwnSocket.open(KERNEL, false);
                OwnSocket other = OwnSocket.open(KERNEL, false)) {
            NativeSocket program = own.asNative();
            program.connect(at(door, false));
            letIn(door, program);
            InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            other.asNative().bind(InetEndpoint.forSocket(false, here).orElseThrow().sockaddr());
            assertThat(door.entry(other.asNative())).isEqualTo(Door.Entry.GONE);
            program.disconnect();
            assertThat(door.entry(program)).isEqualTo(Door.Entry.GONE);
        }
    }

    @Test
    void aSocketThatHasNotComeIsNotIn() throws KernelException {
        try (Door door = Door.open(KERNEL, false);
                OwnSocket own = OwnSocket.open(KERNEL, false)) {
            assertThat(door.entry(own.asNative())).isEqualTo(Door.Entry.GONE);
        }
    }
}
