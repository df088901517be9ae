package io.tsocks.launcher.supervisor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which paths lead a program to the sockets of name services. This process is the program.
class NameSocketsTest {

    private static final int SELF = (int) ProcessHandle.current().pid();

    @TempDir private Path folder;
    private Path run = Path.of("absent");
    private Path socket = Path.of("absent");
    private NameSockets sockets = new NameSockets(List.of());
    private ServerSocketChannel service;

    @BeforeEach
    void open() throws Exception {
        run = Files.createDirectory(folder.resolve("nscd"));
        socket = run.resolve("socket");
        service = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        service.bind(UnixDomainSocketAddress.of(socket));
        sockets = new NameSockets(List.of(run));
    }

    @AfterEach
    void close() throws Exception {
        service.close();
    }

    private boolean mayHave(String path) {
        return sockets.mayHave(new String(path.getBytes(UTF_8), ISO_8859_1), SELF);
    }

    @Test
    void everySpellingOfThePathIsKnown() {
        assertThat(mayHave(socket.toString())).isTrue();
        assertThat(mayHave("//" + socket)).isTrue();
        assertThat(mayHave(folder + "/./nscd//socket")).isTrue();
        assertThat(mayHave(folder + "/nscd/../nscd/socket")).isTrue();
        assertThat(mayHave(run.resolve("not-yet").toString())).isTrue();
    }

    @Test
    void aRelativePathBeginsInTheWorkingFolderOfTheProgram() {
        Path here = Path.of("").toAbsolutePath();
        assertThat(mayHave(here.relativize(socket).toString())).isTrue();
        assertThat(mayHave(here.relativize(folder.resolve("other")).toString())).isFalse();
    }

    @Test
    void linksLeadToTheFile() throws Exception {
        Path soft = Files.createSymbolicLink(folder.resolve("soft"), socket);
        Path near = Files.createSymbolicLink(folder.resolve("near"), Path.of("nscd/../soft"));
        Path way = Files.createSymbolicLink(folder.resolve("way"), run);
        Path hard = Files.createLink(folder.resolve("hard"), socket);
        assertThat(mayHave(soft.toString())).isTrue();
        assertThat(mayHave(near.toString())).isTrue();
        assertThat(mayHave(way + "/socket")).isTrue();
        assertThat(mayHave(hard.toString())).isTrue();
    }

    @Test
    void aCircleOfLinksIsRefused() throws Exception {
        Path circle = folder.resolve("circle");
        Files.createSymbolicLink(circle, circle);
        assertThat(mayHave(circle.toString())).isTrue();
    }

    @Test
    void procLeadsToTheFile() {
        Path here = Path.of("").toAbsolutePath();
        assertThat(mayHave("/proc/self/root" + socket)).isTrue();
        assertThat(mayHave("/proc/thread-self/root" + socket)).isTrue();
        assertThat(mayHave("/proc/self/cwd/" + here.relativize(socket))).isTrue();
        assertThat(mayHave("/proc/self/root" + folder + "/other")).isFalse();
    }

    @Test
    void otherSocketsAreNoneOfThem() throws Exception {
        Path other = folder.resolve("other");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(other));
            assertThat(mayHave(other.toString())).isFalse();
        }
        assertThat(mayHave("@" + socket)).isFalse();
        assertThat(mayHave("")).isFalse();
        assertThat(mayHave(folder + "/nscd-not")).isFalse();
    }
}
