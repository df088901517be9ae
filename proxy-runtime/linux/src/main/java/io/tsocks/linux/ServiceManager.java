package io.tsocks.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Optional;

/// The service manager that has started this process, such as systemd, which wants to know when it
/// is ready (sd_notify(3)). Java has no datagrams of AF_UNIX.
///
/// @param socket the value of `NOTIFY_SOCKET`: a path, or `@` and a name
public record ServiceManager(Kernel kernel, String socket) {

    private static final int FAMILY_SIZE = 2;
    private static final int LONGEST = 107;

    /// The manager that the environment names; empty if there is none.
    public static Optional<ServiceManager> of(Kernel kernel, Map<String, String> environment) {
        return Optional.ofNullable(environment.get("NOTIFY_SOCKET"))
                .filter(name -> name.startsWith("/") || name.startsWith("@"))
                .filter(name -> name.getBytes(UTF_8).length <= LONGEST)
                .map(name -> new ServiceManager(kernel, name));
    }

    /// Tells the manager a state, such as `READY=1`; several are separated by line ends.
    ///
    /// @return the errno of a failure, which changes nothing for this process
    public Result tell(String state) {
        Result opened = kernel.call(Syscall.SOCKET, C.AF_UNIX, C.SOCK_DGRAM | C.SOCK_CLOEXEC, 0);
        if (!opened.ok()) {
            return opened;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = address(arena);
            byte[] bytes = state.getBytes(UTF_8);
            MemorySegment text = arena.allocateFrom(JAVA_BYTE, bytes);
            return kernel.call(
                    Syscall.SENDTO,
                    opened.value(),
                    text.address(),
                    bytes.length,
                    C.MSG_NOSIGNAL,
                    address.address(),
                    address.byteSize());
        } finally {
            kernel.call(Syscall.CLOSE, opened.value());
        }
    }

    /// The sockaddr_un. A name after `@` begins with a zero byte and has no end.
    private MemorySegment address(Arena arena) {
        byte[] name = socket.getBytes(UTF_8);
        if (name[0] == '@') {
            name[0] = 0;
        }
        MemorySegment address = arena.allocate(FAMILY_SIZE + (long) name.length, FAMILY_SIZE);
        address.set(JAVA_SHORT, 0, (short) C.AF_UNIX);
        MemorySegment.copy(name, 0, address, JAVA_BYTE, FAMILY_SIZE, name.length);
        return address;
    }
}
