package io.tsocks.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Finds the owners of connections to one port of this machine in the kernel's tables (proc(5),
/// /proc/net/tcp). These list every connection of the machine, so a look takes milliseconds. One
/// thread looks at a time, and its look answers all questions asked before it began: a hundred
/// clients at once cost one or two looks.
final class ConnectionTable {

    private static final Path TCP = Path.of("/proc/net/tcp");
    private static final Path TCP6 = Path.of("/proc/net/tcp6");

    /// The indices of the fields of a line that follow the two addresses.
    private static final int USER = 4;
    private static final int INODE = 6;

    /// The inode of a socket that no process holds any more.
    private static final String NONE = "0";

    /// `0100007F:1F90`: the address as a number of this machine, the port as a number.
    private static final int ENTRY = 13;

    /// The prefix of that for an IPv6 socket with an IPv4 address.
    private static final String MAPPED =
            "0000000000000000"
                    + (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
                            ? "FFFF0000"
                            : "0000FFFF");

    private static final int BUFFER = 64 * 1024;

    private final String port;
    private final ReentrantLock looking = new ReentrantLock();
    private final Queue<Question> asked = new ConcurrentLinkedQueue<>();

    /// The question for the owner of a client. The answer is written and read under [#looking].
    private static final class Question {
        final String client;
        boolean isAnswered;
        @Nullable SocketOwner owner;

        Question(String client) {
            this.client = client;
        }
    }

    /// @param port the address and port to which the connections lead, on IPv4
    ConnectionTable(InetSocketAddress port) {
        this.port = entry(port);
    }

    /// Whether this machine has such tables.
    static boolean exists() {
        return Files.isReadable(TCP);
    }

    /// The owner of the other end of a connection to the port; empty if there is none.
    ///
    /// @param client the address of that end
    Optional<SocketOwner> owner(InetSocketAddress client) throws IOException {
        Question question = new Question(entry(client));
        asked.add(question);
        looking.lock();
        try {
            if (!question.isAnswered) {
                answerAll();
            }
            return Optional.ofNullable(question.owner);
        } finally {
            looking.unlock();
        }
    }

    private void answerAll() throws IOException {
        Map<String, Question> open = new HashMap<>();
        for (Question next = asked.poll(); next != null; next = asked.poll()) {
            next.isAnswered = true;
            open.put(next.client, next);
        }
        // Java's own sockets are IPv6 sockets with IPv4 addresses, so their table comes first.
        look(TCP6, MAPPED, open);
        look(TCP, "", open);
    }

    /// Reads a table until no question is open.
    private void look(Path table, String prefix, Map<String, Question> open) throws IOException {
        if (!Files.isReadable(table)) {
            return;
        }
        try (InputStream in = Files.newInputStream(table)) {
            byte[] buffer = new byte[BUFFER];
            int kept = 0;
            int read = in.read(buffer);
            while (read > 0 && !open.isEmpty()) {
                String text = new String(buffer, 0, kept + read, StandardCharsets.ISO_8859_1);
                int lines = text.lastIndexOf('\n') + 1;
                answer(text.substring(0, lines), prefix, open);
                kept = text.length() - lines;
                System.arraycopy(buffer, lines, buffer, 0, kept);
                read = in.read(buffer, kept, BUFFER - kept);
            }
        }
    }

    /// Answers the open questions from some lines. Only lines of the port are parsed: there may be
    /// a hundred thousand others.
    private void answer(String lines, String prefix, Map<String, Question> open) {
        String remote = " " + prefix + port + " ";
        for (int at = lines.indexOf(remote); at >= 0; at = lines.indexOf(remote, at + 1)) {
            int local = at - ENTRY;
            boolean isOfFamily = lines.startsWith(" " + prefix, local - prefix.length() - 1);
            Question question = isOfFamily ? open.remove(lines.substring(local, at)) : null;
            if (question != null) {
                int rest = at + remote.length();
                question.owner = owner(lines.substring(rest, lines.indexOf('\n', rest)));
            }
        }
    }

    private static @Nullable SocketOwner owner(String rest) {
        String[] fields = rest.strip().split(" +", -1);
        return fields.length > INODE
                ? new SocketOwner(
                        Integer.parseUnsignedInt(fields[USER]), !fields[INODE].equals(NONE))
                : null;
    }

    private static String entry(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        ByteBuffer bytes = ByteBuffer.wrap(ip.getAddress()).order(ByteOrder.nativeOrder());
        return String.format(Locale.ROOT, "%08X:%04X", bytes.getInt(), address.getPort());
    }
}
