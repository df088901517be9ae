package io.tsocks.linux;

import io.tsocks.fuzz.Claim;
import io.tsocks.fuzz.Input;
import java.util.Map;
import java.util.Set;

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
                    Map.of(
                            42, "connect",
                            52, "getpeername",
                            55, "getsockopt",
                            41, "socket",
                            44, "sendto",
                            46, "sendmsg",
                            307, "sendmmsg",
                            54, "setsockopt",
                            446, "landlock_restrict_self"),
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
                    Map.of(
                            203, "connect",
                            205, "getpeername",
                            209, "getsockopt",
                            198, "socket",
                            206, "sendto",
                            211, "sendmsg",
                            269, "sendmmsg",
                            208, "setsockopt",
                            446, "landlock_restrict_self"),
                    Set.of(281, 283, 294, 290, 296, 374),
                    Set.of());

    private static final Map<Boolean, BpfProgram> FOR_AMD64 = programs(Abi.X86_64);
    private static final Map<Boolean, BpfProgram> FOR_ARM64 = programs(Abi.AARCH64);

    private FilterFuzz() {}

    private static Map<Boolean, BpfProgram> programs(Abi abi) {
        return Map.of(true, TrapFilter.of(abi, true), false, TrapFilter.of(abi, false));
    }

    /// Tries one input.
    ///
    /// @param bytes a byte of choices, the architecture, the number and six arguments
    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        int choices = input.octet();
        boolean amd64 = (choices & 1) == 0;
        boolean datagrams = (choices & 2) == 0;
        Table table = amd64 ? AMD64 : ARM64;
        int arch = arch(table, choices >> 2 & 3, input.word());
        int number = input.word();
        long[] arguments = new long[6];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = input.doubleWord();
        }
        BpfProgram program = (amd64 ? FOR_AMD64 : FOR_ARM64).get(datagrams);
        int answer = BpfInterpreter.run(program, arch, number, arguments);
        int expected = expected(table, datagrams, arch, number, arguments);
        Claim.holds(
                answer == expected,
                () -> String.format("%08x %d: %08x, not %08x", arch, number, answer, expected));
    }

    private static int arch(Table table, int choice, int any) {
        return switch (choice) {
            case 0, 1 -> table.arch();
            case 2 -> table.foreignArch();
            default -> any;
        };
    }

    private static int expected(
            Table table, boolean datagrams, int arch, int number, long... arguments) {
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
        return ofCall(call, datagrams ? NOTIFY : ALLOW, arguments);
    }

    private static int ofOthers(boolean network, boolean ring) {
        if (ring) {
            return refused(ENOSYS);
        }
        return network ? NOTIFY : ALLOW;
    }

    /// @param addressed the answer to a send that may name an address
    private static int ofCall(String call, int addressed, long... arguments) {
        int second = (int) arguments[1];
        int third = (int) arguments[2];
        return switch (call) {
            case "connect", "getpeername", "landlock_restrict_self" -> NOTIFY;
            case "getsockopt" -> second == 1 && third == 4 ? NOTIFY : ALLOW;
            case "setsockopt" -> steers(second, third) ? refused(EPERM) : ALLOW;
            case "sendto" -> ofSend((int) arguments[3], arguments[4] == 0 ? ALLOW : addressed);
            case "sendmsg" -> ofSend(third, addressed);
            case "sendmmsg" -> ofSend((int) arguments[3], addressed);
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
