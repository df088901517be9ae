package io.tsocks.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TrapFilterTest {

    private static final int ALLOW = C.SECCOMP_RET_ALLOW;
    private static final int NOTIFY = C.SECCOMP_RET_USER_NOTIF;

    private static int run(Abi abi, Syscall call, long... arguments) {
        return BpfInterpreter.run(
                TrapFilter.of(abi, Trapped.SENDS), abi.audit(), call.number(abi), arguments);
    }

    private static int refused(int errno) {
        return C.SECCOMP_RET_ERRNO | errno;
    }

    @ParameterizedTest
    @EnumSource
    void connectAndGetpeernameAreAskedAbout(Abi abi) {
        assertThat(run(abi, Syscall.CONNECT, 3, 0x7fff_0000_1000L, 16)).isEqualTo(NOTIFY);
        assertThat(run(abi, Syscall.GETPEERNAME, 3)).isEqualTo(NOTIFY);
    }

    @ParameterizedTest
    @EnumSource
    void aSandboxThatAProgramMakesIsAskedAbout(Abi abi) {
        assertThat(run(abi, Syscall.LANDLOCK_RESTRICT_SELF, 3, 0)).isEqualTo(NOTIFY);
    }

    @ParameterizedTest
    @EnumSource
    void ofGetsockoptOnlyThePendingErrorIsAskedAbout(Abi abi) {
        assertThat(run(abi, Syscall.GETSOCKOPT, 3, C.SOL_SOCKET, C.SO_ERROR)).isEqualTo(NOTIFY);
        assertThat(run(abi, Syscall.GETSOCKOPT, 3, C.SOL_SOCKET, C.SO_TYPE)).isEqualTo(ALLOW);
        assertThat(run(abi, Syscall.GETSOCKOPT, 3, C.IPPROTO_TCP, C.SO_ERROR)).isEqualTo(ALLOW);
    }

    @ParameterizedTest
    @EnumSource
    void noSendConnectsByFastOpen(Abi abi) {
        int refused = refused(Errno.EOPNOTSUPP);
        assertThat(run(abi, Syscall.SENDTO, 3, 1, 1, C.MSG_FASTOPEN, 1, 16)).isEqualTo(refused);
        assertThat(run(abi, Syscall.SENDMSG, 3, 1, C.MSG_FASTOPEN | 0x4000)).isEqualTo(refused);
        assertThat(run(abi, Syscall.SENDMMSG, 3, 1, 1, C.MSG_FASTOPEN)).isEqualTo(refused);
    }

    @ParameterizedTest
    @EnumSource
    void aSendIsAskedAboutOnlyWhereItMayNameAnAddress(Abi abi) {
        assertThat(run(abi, Syscall.SENDTO, 3, 1, 1, 0, 0, 0)).isEqualTo(ALLOW);
        assertThat(run(abi, Syscall.SENDTO, 3, 1, 1, 0, 0x1000, 16)).isEqualTo(NOTIFY);
        assertThat(run(abi, Syscall.SENDTO, 3, 1, 1, 0, 0x7f00_0000_0000L, 16)).isEqualTo(NOTIFY);
        assertThat(run(abi, Syscall.SENDMSG, 3, 1, 0)).isEqualTo(NOTIFY);
        assertThat(run(abi, Syscall.WRITE, 3, 1, 1)).isEqualTo(ALLOW);
    }

    @ParameterizedTest
    @EnumSource
    void withoutARuleForDatagramsNoSendIsAskedAbout(Abi abi) {
        BpfProgram program = TrapFilter.of(abi, Trapped.CONNECTS);
        int sendto = Syscall.SENDTO.number(abi);
        int sendmsg = Syscall.SENDMSG.number(abi);
        assertThat(BpfInterpreter.run(program, abi.audit(), sendto, 3, 1, 1, 0, 0x1000, 16))
                .isEqualTo(ALLOW);
        assertThat(BpfInterpreter.run(program, abi.audit(), sendmsg, 3, 1, 0)).isEqualTo(ALLOW);
        assertThat(BpfInterpreter.run(program, abi.audit(), sendmsg, 3, 1, C.MSG_FASTOPEN))
                .isEqualTo(refused(Errno.EOPNOTSUPP));
    }

    @ParameterizedTest
    @EnumSource
    void aReceiveIsAskedAboutOnlyWhereItMayBeOfAnAnswerAndWantsTheSender(Abi abi) {
        for (Trapped trapped : Trapped.values()) {
            BpfProgram program = TrapFilter.of(abi, trapped);
            int asked = trapped == Trapped.SENDS_AND_RECEIVES ? NOTIFY : ALLOW;
            int recvfrom = Syscall.RECVFROM.number(abi);
            int recvmsg = Syscall.RECVMSG.number(abi);
            int recvmmsg = Syscall.RECVMMSG.number(abi);
            assertThat(BpfInterpreter.run(program, abi.audit(), recvfrom, 3, 1, 1, 0, 0, 0))
                    .isEqualTo(ALLOW);
            assertThat(BpfInterpreter.run(program, abi.audit(), recvfrom, 3, 1, 1, 0, 0x1000, 1))
                    .isEqualTo(asked);
            assertThat(BpfInterpreter.run(program, abi.audit(), recvmsg, 3, 1, 0)).isEqualTo(asked);
            assertThat(BpfInterpreter.run(program, abi.audit(), recvmmsg, 3, 1, 1, 0, 0))
                    .isEqualTo(asked);
        }
    }

    @ParameterizedTest
    @EnumSource
    void packetsTakeNoWayOfTheProgramsChoice(Abi abi) {
        int refused = refused(Errno.EPERM);
        assertThat(run(abi, Syscall.SETSOCKOPT, 3, C.IPPROTO_IP, 4)).isEqualTo(refused);
        assertThat(run(abi, Syscall.SETSOCKOPT, 3, C.IPPROTO_IPV6, 57)).isEqualTo(refused);
        assertThat(run(abi, Syscall.SETSOCKOPT, 3, C.IPPROTO_IPV6, 5)).isEqualTo(refused);
        assertThat(run(abi, Syscall.SETSOCKOPT, 3, C.IPPROTO_IPV6, 6)).isEqualTo(refused);
        assertThat(run(abi, Syscall.SETSOCKOPT, 3, C.IPPROTO_IPV6, 4)).isEqualTo(ALLOW);
        assertThat(run(abi, Syscall.SETSOCKOPT, 3, C.SOL_SOCKET, 4)).isEqualTo(ALLOW);
    }

    @ParameterizedTest
    @EnumSource
    void aNetworkDeviceIsAlwaysAskedAbout(Abi abi) {
        int[][] options = {
            {C.SOL_SOCKET, C.SO_BINDTODEVICE},
            {C.SOL_SOCKET, C.SO_BINDTOIFINDEX},
            {C.IPPROTO_IP, C.IP_UNICAST_IF},
            {C.IPPROTO_IPV6, C.IPV6_UNICAST_IF},
            {C.IPPROTO_IPV6, C.IPV6_PKTINFO},
        };
        int setsockopt = Syscall.SETSOCKOPT.number(abi);
        for (Trapped trapped : Trapped.values()) {
            BpfProgram program = TrapFilter.of(abi, trapped);
            for (int[] option : options) {
                assertThat(
                                BpfInterpreter.run(
                                        program, abi.audit(), setsockopt, 3, option[0], option[1]))
                        .isEqualTo(NOTIFY);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void ringsDoNotExist(Abi abi) {
        assertThat(run(abi, Syscall.IO_URING_SETUP, 8)).isEqualTo(refused(Errno.ENOSYS));
        assertThat(run(abi, Syscall.IO_URING_ENTER, 8)).isEqualTo(refused(Errno.ENOSYS));
        assertThat(run(abi, Syscall.IO_URING_REGISTER, 8)).isEqualTo(refused(Errno.ENOSYS));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 0, 0",
        "1, 2, 0, 0",
        "16, 3, 0, 0",
        "38, 5, 0, 0",
        "2, 1, 0, 0",
        "2, 1, 6, 0",
        "10, 1, 262, 0",
        "10, 526337, 6, 0",
        "2, 2, 17, 0",
        "10, 2, 0, 0",
        "2, 2, 1, 13",
        "10, 2, 58, 13",
        "2, 2, 136, 93",
        "2, 1, 132, 93",
        "2, 5, 132, 93",
        "2, 3, 1, 1",
        "10, 3, 255, 1",
        "17, 3, 768, 1",
        "40, 1, 0, 97",
        "43, 1, 0, 97",
        "0, 1, 0, 97",
    })
    void aSocketMayBeTcpOrUdpOrStayOnTheMachine(int domain, int type, int protocol, int errno) {
        for (Abi abi : Abi.values()) {
            assertThat(run(abi, Syscall.SOCKET, domain, type, protocol))
                    .as("%s", abi)
                    .isEqualTo(errno == 0 ? ALLOW : refused(errno));
        }
    }

    @Test
    void theKernelTakesOnlyTheLowHalfOfAnIntAndSoDoesTheFilter() {
        assertThat(run(Abi.X86_64, Syscall.SOCKET, 0xdead_0000_0002L, 3, 1))
                .isEqualTo(refused(Errno.EPERM));
    }

    @ParameterizedTest
    @CsvSource({"102", "359", "362", "366", "369", "370", "345"})
    void networkCallsOfI386AreAskedAbout(int number) {
        BpfProgram program = TrapFilter.of(Abi.X86_64, Trapped.SENDS);
        assertThat(BpfInterpreter.run(program, 0x4000_0003, number)).isEqualTo(NOTIFY);
    }

    @Test
    void otherCallsOfI386PassAndRingsDoNotExistThere() {
        BpfProgram program = TrapFilter.of(Abi.X86_64, Trapped.SENDS);
        assertThat(BpfInterpreter.run(program, 0x4000_0003, 4)).isEqualTo(ALLOW);
        assertThat(BpfInterpreter.run(program, 0x4000_0003, 425)).isEqualTo(refused(38));
    }

    @Test
    void networkCallsOfX32AreAskedAboutAndOthersPass() {
        BpfProgram program = TrapFilter.of(Abi.X86_64, Trapped.SENDS);
        int x32 = 0x4000_0000;
        for (int number : new int[] {41, 42, 44, 518, 538, 541}) {
            assertThat(BpfInterpreter.run(program, Abi.X86_64.audit(), x32 | number))
                    .as("%d", number)
                    .isEqualTo(NOTIFY);
        }
        assertThat(BpfInterpreter.run(program, Abi.X86_64.audit(), x32 | 1)).isEqualTo(ALLOW);
        assertThat(BpfInterpreter.run(program, Abi.X86_64.audit(), x32 | 425))
                .isEqualTo(refused(38));
    }

    @Test
    void anArchitectureThatNobodyKnowsHasNoCallsAtAll() {
        assertThat(BpfInterpreter.run(TrapFilter.of(Abi.AARCH64, Trapped.SENDS), 8, 42))
                .isEqualTo(refused(Errno.ENOSYS));
    }

    @ParameterizedTest
    @EnumSource
    void everyJumpStaysInTheProgramAndItEndsWithAnAnswer(Abi abi) {
        BpfProgram program = TrapFilter.of(abi, Trapped.SENDS);
        int size = program.instructions().size();
        for (int i = 0; i < size; i++) {
            BpfProgram.Instruction instruction = program.instructions().get(i);
            assertThat(i + 1 + Math.max(instruction.jt(), instruction.jf()))
                    .as("instruction %d of %d: %s", i, size, instruction)
                    .isLessThanOrEqualTo(instruction.code() == BpfProgram.RET_K ? size : size - 1);
        }
    }
}
