package io.tsocks.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The native program in front of this process. The user has started it; it waits for the command,
/// and ends with the command's status. This class reads what the front says about its own start,
/// and tells it what becomes of the command.
///
/// `front.c` is the other side of all of this.
///
/// @param channel the descriptor over which the front is told
/// @param own the descriptors between the front and this process, including the channel
/// @param inherited the descriptors that the front was started with, which the command gets
/// @param words the front's own description of its start, which is handed back to it
/// @param program the front's file
public record Front(
        int channel, Set<Integer> own, Set<Integer> inherited, String words, String program) {

    private static final String PROPERTY = "tsocks.front";
    private static final int WORDS = 7;

    private static final int STOPPED = 2;
    private static final int ENDED = 3;
    private static final int LEFT = 4;

    public Front {
        own = Set.copyOf(own);
        inherited = Set.copyOf(inherited);
    }

    /// The front of this process.
    ///
    /// @throws IOException if there is none
    public static Front ofThisProcess() throws IOException {
        String words = System.getProperty(PROPERTY, "");
        String[] each = words.split(" ", WORDS);
        if (each.length < WORDS) {
            throw new IOException("tsocks is started by its own program, and not by java");
        }
        Set<Integer> own = numbers(String.join(",", each[0], each[1], each[2]));
        return new Front(Integer.parseInt(each[0]), own, numbers(each[5]), words, each[6]);
    }

    private static Set<Integer> numbers(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(Integer::valueOf)
                .filter(number -> number >= 0)
                .collect(Collectors.toSet());
    }

    /// Takes variables out of the environment that the command will have.
    ///
    /// @param which asked about the name of each; bytes that are no UTF-8 come as U+FFFD
    /// @throws IOException if there is no /proc
    public void forget(Predicate<String> which) throws IOException {
        Path variables = Path.of("/proc/self/fd/" + words.split(" ", WORDS)[1]);
        Files.write(variables, without(which, Files.readAllBytes(variables)));
    }

    private static byte[] without(Predicate<String> which, byte[] all) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(all.length);
        int start = 0;
        for (int end = 0; end < all.length; end++) {
            if (all[end] == 0) {
                String variable = new String(all, start, end - start, UTF_8);
                if (!which.test(variable.substring(0, Math.max(0, variable.indexOf('='))))) {
                    kept.write(all, start, end + 1 - start);
                }
                start = end + 1;
            }
        }
        return kept.toByteArray();
    }

    /// Starts the command from the calling thread, whose seccomp filter it inherits, with
    /// everything that the front was started with. The new process itself tells the front, before
    /// it becomes the command.
    ///
    /// @param variable `NAME=value`, which replaces any variable of that name in the command's
    ///     environment
    /// @param command the program, which is looked up on the command's PATH, and its arguments
    /// @param rings the inherited descriptors that the command does not get
    /// @return the process id, or the errno if no process can be started. If the program is not
    ///     found or cannot be run, the new process itself says so, and exits with 127 or 126.
    /// @throws IOException if there is no /proc
    public Result start(String variable, List<byte[]> command, List<Integer> rings)
            throws IOException {
        Set<Integer> kept = new HashSet<>(inherited);
        rings.forEach(kept::remove);
        kept.addAll(own);
        ProcessState.keepAllBut(kept);
        List<byte[]> all = new ArrayList<>();
        for (String word : List.of("tsocks-become", words, variable)) {
            all.add(word.getBytes(UTF_8));
        }
        all.addAll(command);
        return Child.spawn(program, all);
    }

    /// Stops the front, because the command has been stopped.
    public void stopped() {
        tell(STOPPED, 0);
    }

    /// Continues the front, because the command goes on. The front cannot be told while it is
    /// stopped.
    public void goesOn() {
        ProcessState.signal(Kernel.ofThisProcess().call(Syscall.GETPPID, 0).intValue(), C.SIGCONT);
    }

    /// Reports the end of the command. The front ends, too, when this process ends or leaves.
    public void ended(Child.Change end) {
        tell(ENDED, Child.status(end));
    }

    /// Tells the front. A front that has gone need not be told.
    private void tell(int kind, int value) {
        ByteBuffer message =
                ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putInt(kind).putInt(value);
        long memory = Scratch.with(message.array()).address();
        Kernel.ofThisProcess().call(Syscall.WRITE, channel, memory, message.capacity());
    }

    /// Lets the front end while this process goes on in the background, in a session of its own and
    /// without the files and terminals that others may be waiting for.
    public void leave() {
        Kernel.ofThisProcess().call(Syscall.SETSID, 0);
        ProcessState.silence(inherited);
        tell(LEFT, 0);
        Kernel.ofThisProcess().call(Syscall.CLOSE, channel);
    }
}
