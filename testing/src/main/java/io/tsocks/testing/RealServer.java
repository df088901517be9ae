package io.tsocks.testing;

import java.nio.file.Path;
import java.util.List;

/// A SOCKS server or an HTTP proxy of another project, which runs on a free port for the time of a
/// test. [Danted], [Microsocks], [SshDynamic], [ShadowsocksLocal] and [Tor] start a SOCKS server,
/// [Squid] and [Tinyproxy] an HTTP proxy.
public final class RealServer implements AutoCloseable {

    private final String host;
    private final int port;
    private final List<RunningProgram> programs;
    private final Path folder;

    private RealServer(String host, int port, Path folder, List<RunningProgram> programs) {
        this.host = host;
        this.port = port;
        this.folder = folder;
        this.programs = programs;
    }

    /// Takes over running programs.
    ///
    /// @param folder a folder that is deleted at the end
    /// @param programs the server first
    static RealServer of(String host, int port, Path folder, RunningProgram... programs) {
        return new RealServer(host, port, folder, List.of(programs));
    }

    /// Takes over a program that a test has made a server.
    ///
    /// @param place where it listens
    public static RealServer of(Place place, RunningProgram program) {
        return of(place.host(), place.port(), Folders.create("server"), program);
    }

    /// The address it listens on, without brackets.
    public String host() {
        return host;
    }

    /// The port it listens on, 1 to 65535.
    public int port() {
        return port;
    }

    /// What the server has written so far.
    public String log() {
        return programs.getFirst().log();
    }

    /// Waits until the server has written this text.
    ///
    /// @throws IllegalStateException if it does not do so within half a minute
    public void awaitLog(String text) {
        programs.getFirst().awaitLog(text);
    }

    /// The server's process.
    public ProcessHandle handle() {
        return programs.getFirst().handle();
    }

    /// Stops the server and removes its files.
    @Override
    public void close() {
        programs.forEach(RunningProgram::close);
        Folders.delete(folder);
    }
}
