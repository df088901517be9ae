package io.tsocks.launcher;

import io.tsocks.linux.Child;
import io.tsocks.net.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The SOCKS server of an `ssh -D` that this run starts and ends.
///
/// ssh goes into the background by itself (`-f`), as soon as it has logged in and listens. Until
/// then it asks on the terminal what it has to ask, and its messages are the user's to read.
final class SshTunnel implements AutoCloseable {

    private static final String SCHEME = "ssh://";
    private static final int PATIENCE = 5_000;

    /// What no user may have beside blanks and control characters. `%` begins an escape of URIs,
    /// and a token of ssh's configuration.
    private static final String SHELL = "'`\";&<>|(){}$%*?[]!#~";

    private final Target target;
    private final Path folder;
    private final int port;
    private Set<Integer> processes = Set.of();

    private SshTunnel(Target target, Path folder, int port) {
        this.target = target;
        this.folder = folder;
        this.port = port;
    }

    /// There is no server.
    static final class ClosedException extends IOException {
        private static final long serialVersionUID = 1;

        ClosedException(String message) {
            super(message);
        }
    }

    /// Where to log in.
    ///
    /// @param user null for the one that ssh's own configuration gives
    /// @param endpoint a host or an alias of ssh's configuration, and a port if the user gives one
    record Target(@Nullable String user, Endpoint endpoint) {

        /// Reads `ssh://[USER@]HOST[:PORT]`.
        static Target parse(String uri) throws UsageException {
            if (!uri.startsWith(SCHEME)) {
                throw new UsageException("--via is ssh://[USER@]HOST[:PORT], not \"" + uri + "\"");
            }
            String bare = uri.substring(SCHEME.length());
            String rest = bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
            int at = rest.lastIndexOf('@');
            String user = at < 0 ? null : rest.substring(0, at);
            if (user != null) {
                requirePlain(user);
            }
            try {
                Endpoint endpoint = Endpoint.parse(rest.substring(at + 1));
                if (endpoint.host().startsWith("-")) {
                    throw new UsageException("--via: no host begins with a hyphen");
                }
                return new Target(user, endpoint);
            } catch (Endpoint.MalformedException e) {
                throw new UsageException("--via: " + e.reason());
            }
        }

        /// ssh takes a word that begins with a hyphen for an option. A `ProxyCommand` or `Match
        /// exec` of its configuration gives the user to a shell (`%r`), where OpenSSH before 9.6
        /// lets it be a command (CVE-2023-51385).
        private static void requirePlain(String user) throws UsageException {
            if (user.isEmpty() || user.startsWith("-") || user.indexOf(':') >= 0) {
                throw new UsageException(
                        "--via: the user is one word without a password; ssh asks for that");
            }
            if (user.endsWith("\\")
                    || user.chars().anyMatch(c -> c <= ' ' || c == 127 || SHELL.indexOf(c) >= 0)) {
                throw new UsageException(
                        "--via: the user has a character that means something to a shell; write"
                                + " the user in ssh_config");
            }
        }

        /// The words behind ssh's options.
        List<String> words() {
            List<String> words = new ArrayList<>();
            if (user != null) {
                words.addAll(List.of("-l", user));
            }
            if (endpoint.port() != Endpoint.NO_PORT) {
                words.addAll(List.of("-p", "" + endpoint.port()));
            }
            words.addAll(List.of("--", endpoint.host()));
            return words;
        }
    }

    /// Starts ssh, and returns when its SOCKS server answers.
    ///
    /// @throws ClosedException if it cannot be started or ends, with a message for the user
    static SshTunnel open(Target target) throws IOException {
        Path folder = Files.createTempDirectory("tsocks-ssh-");
        SshTunnel tunnel = new SshTunnel(target, folder, freePort());
        try {
            tunnel.start();
            tunnel.processes = Child.all();
            tunnel.greet();
            return tunnel;
        } catch (ClosedException e) {
            tunnel.close();
            throw e;
        } catch (IOException e) {
            tunnel.close();
            throw new ClosedException(
                    "--via: the command was not run because ssh cannot be started, or its server"
                            + " does not answer; is ssh on the PATH?");
        }
    }

    /// Its server, as `-s` has it.
    String server() {
        return "socks5h://127.0.0.1:" + port;
    }

    /// The processes of ssh, which are not part of the run.
    Set<Integer> processes() {
        return processes;
    }

    /// ssh ends if it cannot listen on the port, so what answers there is ssh.
    private void start() throws IOException {
        int status =
                ssh("-f", "-N", "-M", "-D", "127.0.0.1:" + port, "-o", "ExitOnForwardFailure=yes")
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start()
                        .onExit()
                        .join()
                        .exitValue();
        if (status != 0) {
            throw new ClosedException(
                    "--via: the command was not run because ssh has ended with status " + status);
        }
    }

    private ProcessBuilder ssh(String... options) {
        List<String> words =
                new ArrayList<>(List.of("ssh", "-S", folder.resolve("control").toString()));
        words.addAll(List.of(options));
        words.addAll(target.words());
        ProcessBuilder builder =
                new ProcessBuilder(words)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().remove("TSOCKS_PASSWORD");
        return builder;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// Offers no login, as [RFC 1928, section 3](https://www.rfc-editor.org/rfc/rfc1928) has it.
    private void greet() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE);
            socket.setSoTimeout(PATIENCE);
            socket.getOutputStream().write(new byte[] {5, 1, 0});
            byte[] reply = socket.getInputStream().readNBytes(2);
            if (reply.length < 2 || reply[0] != 5 || reply[1] != 0) {
                throw new ClosedException("--via: the server of ssh does not speak SOCKS 5");
            }
        }
    }

    /// Ends ssh, and waits until it has ended. A control socket that is not there means that it has
    /// ended by itself.
    @Override
    public void close() {
        try {
            ssh("-O", "exit")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            // Without ssh there is nothing to end.
        }
        processes.stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .forEach(SshTunnel::awaitEnd);
        for (String name : List.of("control", "")) {
            try {
                Files.deleteIfExists(folder.resolve(name));
            } catch (IOException e) {
                // What is left is an empty folder among temporary files.
            }
        }
    }

    private static void awaitEnd(ProcessHandle process) {
        process.onExit().completeOnTimeout(process, PATIENCE, TimeUnit.MILLISECONDS).join();
    }
}
