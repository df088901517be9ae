package io.tsocks.linux;

import io.tsocks.fuzz.Claim;
import io.tsocks.fuzz.Input;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// For every architecture, number and arguments of a call, the filter's answer is the one of a
/// plain table, in which all numbers are written once more, as the kernel's headers have them.
public final class FilterFuzz {

    private static final int ALLOW = 0x7fff_0000;
    private static final int NOTIFY = 0x7fc0_0000;

    private static final int EPERM = 1;
    private static final int EACCES = 13;
    private static final int ENOSYS = 38;
    private static final int EPROTONOSUPPORT = 93;
    private static final int EOPNOTSUPP = 95;
    private static final int EAFNOSUPPORT = 97;

    private static final int FAST_OPEN = 0x2000_0000;
    private static final Set<Integer> RINGS = Set.of(425, 426, 427);

    /// An architecture's numbers.
    ///
    /// @param foreign the network calls of its 32-bit programs
    /// @param alternate those of x32, with its bit
    private record Table(
            int arch,
            int foreignArch,
            Map<Integer, String> calls,
            Set<Integer> foreign,
            Set<Integer> alternate) {}

    private static final Table AMD64 =
            new Table(
                    0xc000_003e,
                    0x4000_0003,
                    Map.ofEntries(
                            Map.entry(42, "connect"),
                            Map.entry(52, "getpeername"),
                            Map.entry(55, "getsockopt"),
                            Map.entry(41, "socket"),
                            Map.entry(44, "sendto"),
                            Map.entry(46, "sendmsg"),
                            Map.entry(307, "sendmmsg"),
                            Map.entry(45, "recvfrom"),
                            Map.entry(47, "recvmsg"),
                            Map.entry(299, "recvmmsg"),
                            Map.entry(54, "setsockopt"),
                            Map.entry(446, "landlock_restrict_self")),
                    Set.of(102, 359, 362, 366, 369, 370, 345),
                    Set.of(
                            0x4000_0029,
                            0x4000_002a,
                            0x4000_021d,
                            0x4000_002c,
                            0x4000_0206,
                            0x4000_021a));

    private static final Table ARM64 =
            new Table(
                    0xc000_00b7,
                    0x4000_0028,
                    Map.ofEntries(
                            Map.entry(203, "connect"),
                            Map.entry(205, "getpeername"),
                            Map.entry(209, "getsockopt"),
                            Map.entry(198, "socket"),
                            Map.entry(206, "sendto"),
                            Map.entry(211, "sendmsg"),
                            Map.entry(269, "sendmmsg"),
                            Map.entry(207, "recvfrom"),
                            Map.entry(212, "recvmsg"),
                            Map.entry(243, "recvmmsg"),
                            Map.entry(208, "setsockopt"),
                            Map.entry(446, "landlock_restrict_self")),
                    Set.of(281, 283, 294, 290, 296, 374),
                    Set.of());

    private static final Map<Trapped, BpfProgram> FOR_AMD64 = programs(Abi.X86_64);
    private static final Map<Trapped, BpfProgram> FOR_ARM64 = programs(Abi.AARCH64);

    private FilterFuzz() {}

    private static Map<Trapped, BpfProgram> programs(Abi abi) {
        return Arrays.stream(Trapped.values())
                .collect(
                        Collectors.toMap(
                                trapped -> trapped, trapped -> TrapFilter.of(abi, trapped)));
    }

    /// Tries one input.
    ///
    /// @param bytes a byte of choices, the architecture, the number and six arguments
    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        int choices = input.octet();
        boolean amd64 = (choices & 1) == 0;
        Trapped trapped = trapped((choices & 2) == 0, (choices & 16) != 0);
        Table table = amd64 ? AMD64 : ARM64;
        int arch = arch(table, choices >> 2 & 3, input.word());
        int number = input.word();
        long[] arguments = new long[6];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = input.doubleWord();
        }
        BpfProgram program = (amd64 ? FOR_AMD64 : FOR_ARM64).get(trapped);
        int answer = BpfInterpreter.run(program, arch, number, arguments);
        int expected = expected(table, trapped, arch, number, arguments);
        Claim.holds(
                answer == expected,
                () -> String.format("%08x %d: %08x, not %08x", arch, number, answer, expected));
    }

    private static Trapped trapped(boolean sends, boolean receives) {
        if (!sends) {
            return Trapped.CONNECTS;
        }
        return receives ? Trapped.SENDS_AND_RECEIVES : Trapped.SENDS;
    }

    private static int arch(Table table, int choice, int any) {
        return switch (choice) {
            case 0, 1 -> table.arch();
            case 2 -> table.foreignArch();
            default -> any;
        };
    }

    private static int expected(
            Table table, Trapped trapped, int arch, int number, long... arguments) {
        if (arch == table.foreignArch()) {
            return ofOthers(table.foreign().contains(number), RINGS.contains(number));
        }
        if (arch != table.arch()) {
            return refused(ENOSYS);
        }
        boolean x32 = arch == AMD64.arch() && Integer.compareUnsigned(number, 0x4000_0000) >= 0;
        if (x32) {
            boolean ring = RINGS.contains(number - 0x4000_0000);
            return ofOthers(table.alternate().contains(number), ring);
        }
        if (RINGS.contains(number)) {
            return refused(ENOSYS);
        }
        String call = table.calls().getOrDefault(number, "");
        return ofCall(call, trapped, arguments);
    }

    private static int ofOthers(boolean network, boolean ring) {
        if (ring) {
            return refused(ENOSYS);
        }
        return network ? NOTIFY : ALLOW;
    }

    private static int ofCall(String call, Trapped trapped, long... arguments) {
        int addressed = trapped == Trapped.CONNECTS ? ALLOW : NOTIFY;
        int received = trapped == Trapped.SENDS_AND_RECEIVES ? NOTIFY : ALLOW;
        int second = (int) arguments[1];
        int third = (int) arguments[2];
        return switch (call) {
            case "connect", "getpeername", "landlock_restrict_self" -> NOTIFY;
            case "getsockopt" -> second == 1 && third == 4 ? NOTIFY : ALLOW;
            case "setsockopt" -> steers(second, third) ? refused(EPERM) : ALLOW;
            case "sendto" -> ofSend((int) arguments[3], arguments[4] == 0 ? ALLOW : addressed);
            case "sendmsg" -> ofSend(third, addressed);
            case "sendmmsg" -> ofSend((int) arguments[3], addressed);
            case "recvfrom" -> arguments[4] == 0 ? ALLOW : received;
            case "recvmsg", "recvmmsg" -> received;
            case "socket" -> ofSocket((int) arguments[0], second & 15, third);
            default -> ALLOW;
        };
    }

    private static int ofSend(int flags, int otherwise) {
        return (flags & FAST_OPEN) != 0 ? refused(EOPNOTSUPP) : otherwise;
    }

    /// Whether an option leads packets over hosts of the program's choice.
    private static boolean steers(int level, int option) {
        return (level == 0 && option == 4)
                || (level == 41 && Set.of(5, 6, 32, 57).contains(option));
    }

    private static int ofSocket(int domain, int type, int protocol) {
        return switch (domain) {
            case 1, 16, 38 -> ALLOW;
            case 17 -> refused(EPERM);
            case 2, 10 -> ofInternetSocket(type, protocol);
            default -> refused(EAFNOSUPPORT);
        };
    }

    private static int ofInternetSocket(int type, int protocol) {
        boolean tcp = type == 1 && Set.of(0, 6, 262).contains(protocol);
        boolean udp = type == 2 && Set.of(0, 17).contains(protocol);
        boolean ping = type == 2 && Set.of(1, 58).contains(protocol);
        if (tcp || udp) {
            return ALLOW;
        }
        if (type == 3) {
            return refused(EPERM);
        }
        return refused(ping ? EACCES : EPROTONOSUPPORT);
    }

    private static int refused(int errno) {
        return 0x0005_0000 | errno;
    }
}
