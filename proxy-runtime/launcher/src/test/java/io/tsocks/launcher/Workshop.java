package io.tsocks.launcher;

import io.tsocks.testing.Command;
import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.RunningProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A folder that every user may read, with tsocks as this build has made it, policies, and the
/// programs that tests compile for it.
final class Workshop implements AutoCloseable {

    private static final Path SOURCES = Path.of("src/test/programs").toAbsolutePath();

    /// Without folders of root, which another user would not be allowed to look into.
    private static final String PATH = "PATH=/usr/sbin:/usr/bin:/sbin:/bin";

    private final Path folder;

    private Workshop(Path folder) {
        this.folder = folder;
    }

    /// Whose programs run: root's, or those of a user without any privileges.
    enum User {
        ROOT,
        NOBODY;

        List<String> prefix() {
            return switch (this) {
                case ROOT -> List.of();
                case NOBODY ->
                        List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
            };
        }
    }

    static Workshop open() {
        try {
            Path folder = Files.createTempDirectory("tsocks-it-");
            Workshop workshop = new Workshop(folder);
            Files.createSymbolicLink(folder.resolve("image"), BuiltImage.folder());
            workshop.share();
            return workshop;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    /// Lets everybody read, and write into folders.
    void share() {
        Command.of("chmod", "-R", "a+rwX", folder.toString()).run();
    }

    /// A file with this text, readable for all.
    Path file(String name, String text) {
        try {
            Path file = Files.writeString(folder.resolve(name), text);
            share();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Compiles a C program of `src/test/programs`.
    ///
    /// @param compiler `gcc` or `musl-gcc`
    Path compile(String compiler, String source, String... options) {
        Path binary = folder.resolve(source + "-" + compiler + options.length);
        List<String> words = new ArrayList<>(List.of(compiler, "-o", binary.toString()));
        words.addAll(List.of(options));
        words.addAll(List.of(source(source + ".c").toString(), "-lpthread"));
        Command.of(words.toArray(String[]::new)).run();
        return binary;
    }

    /// Starts a web server whose `/greeting` is a text.
    RunningProgram serveGreeting(NetworkNamespace namespace, String text, String at) {
        Path www = folder.resolve(text);
        Command.of("sh", "-ec", "mkdir $0; echo $1 >$0/greeting", www.toString(), text).run();
        Path log = folder.resolve(text + ".log");
        return namespace
                .start(log, "python3", "-m", "http.server", "-b", at, "-d", www.toString(), "80")
                .awaitListening(80);
    }

    /// Makes files for a web server, with a `greeting` and a repository of git: `repo`.
    ///
    /// @return their folder
    Path makeFiles() {
        Path www = folder.resolve("www");
        Command.of(
                        "sh",
                        "-ec",
                        """
                        mkdir $0; cd $0; echo hello >greeting
                        git init -q work; cd work; echo hello >file; git add file
                        git -c user.name=t -c user.email=t@t commit -qm t
                        git clone -q --bare . ../repo; cd ../repo; git update-server-info
                        """,
                        www.toString())
                .run();
        return www;
    }

    /// Serves [#makeFiles] at an address.
    RunningProgram serveFiles(NetworkNamespace namespace, String at) {
        String www = makeFiles().toString();
        String[] words = {"python3", "-u", "-m", "http.server", "-b", at, "-d", www, "80"};
        return namespace.start(folder.resolve("www.log"), words).awaitListening(80);
    }

    /// Starts a server at port 7 that sends back what it gets.
    RunningProgram serveEcho(NetworkNamespace namespace, String at) {
        String echo =
                """
                import asyncio, sys
                async def echo(reader, writer):
                    while data := await reader.read(1000):
                        writer.write(data)
                    writer.close()
                async def main():
                    server = await asyncio.start_server(echo, sys.argv[1], 7, backlog=1000)
                    await server.serve_forever()
                asyncio.run(main())
                """;
        Path log = folder.resolve("echo.log");
        return namespace.start(log, "python3", "-c", echo, at).awaitListening(7);
    }

    /// Has a program make many connects to the server of [#serveEcho].
    ///
    /// @param options of tsocks
    /// @param how the program connects: `threads`, `asyncio` or `edge`
    Command.Result manyConnects(
            NetworkNamespace namespace,
            User user,
            List<String> options,
            String target,
            String how,
            int count) {
        List<String> words = new ArrayList<>(tsocks(options.toArray(String[]::new)));
        words.addAll(
                List.of(
                        "python3",
                        source("many_connects.py").toString(),
                        target,
                        "7",
                        how,
                        Integer.toString(count)));
        return command(namespace, user, words).result();
    }

    static Path source(String name) {
        return SOURCES.resolve(name);
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /// The words that start tsocks.
    List<String> tsocks(String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(folder.resolve("image/bin/tsocks").toString());
        words.addAll(List.of(arguments));
        return words;
    }

    /// A command of a user in a namespace, with this folder as its home.
    Command command(NetworkNamespace namespace, User user, List<String> words) {
        List<String> all = new ArrayList<>(namespace.prefix());
        all.addAll(user.prefix());
        all.addAll(List.of("env", "-C", folder.toString(), "HOME=" + folder, PATH));
        all.addAll(words);
        return Command.of(all.toArray(String[]::new));
    }

    @Override
    public void close() {
        Command.of("rm", "-rf", folder.toString()).run();
    }
}
