import java.net.InetAddress;
import java.util.concurrent.TimeUnit;

/// Arguments: the image, a folder to work in, and a policy with `@PORT@` where the port of its
/// SOCKS server is to be.
///
/// Has `tsocks` run a program that connects through a SOCKS server, and so makes the AOT cache with
/// which it starts.
///
/// The cache keeps the forms of method handles that are listed in the image's `lib/classlist`, and
/// no others; those of the native calls are not in that list as it comes. So a first run says which
/// forms it makes, and those are added.
void main(String[] arguments) throws Exception {
    Path image = Path.of(arguments[0]);
    Path folder = Path.of(arguments[1]);
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
        Thread.ofVirtual().start(() -> serve(server));
        Path policy = folder.resolve("rehearsal.conf");
        String text = Files.readString(Path.of(arguments[2]));
        Files.writeString(policy, text.replace("@PORT@", Integer.toString(server.getLocalPort())));

        Path forms = folder.resolve("rehearsal-forms.log");
        run(image, folder, policy, forms, "-Djava.lang.invoke.MethodHandle.TRACE_RESOLVE=true");
        keep(forms, image.resolve("lib/classlist"));
        Path cache = image.resolve("lib/tsocks.aot");
        Path log = folder.resolve("rehearsal.log");
        run(image, folder, policy, log, "-XX:AOTCacheOutput=" + cache);
        if (!Files.exists(cache)) {
            throw new IllegalStateException("no cache was made:\n" + Files.readString(log));
        }
    }
}

/// Adds the forms that a run has named to the list.
void keep(Path forms, Path list) throws IOException {
    Pattern form = Pattern.compile("(\\[(?:LF|SPECIES)_RESOLVE\\] .*?)(?: \\(.*)?");
    try (Stream<String> lines = Files.lines(forms)) {
        List<String> named =
                lines.map(form::matcher)
                        .filter(Matcher::matches)
                        .map(matcher -> "@lambda-form-invoker " + matcher.group(1))
                        .distinct()
                        .toList();
        Files.write(list, named, StandardOpenOption.APPEND);
    }
}

/// A SOCKS 5 server that grants everything and connects to nobody.
void serve(ServerSocket server) {
    while (!server.isClosed()) {
        try (Socket client = server.accept()) {
            InputStream in = client.getInputStream();
            OutputStream out = client.getOutputStream();
            in.skipNBytes(1);
            in.skipNBytes(in.read());
            out.write(new byte[] {5, 0});
            in.skipNBytes(10);
            out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The client has gone, or all is over.
        }
    }
}

/// By the program itself, which has not got a cache yet.
void run(Path image, Path folder, Path policy, Path log, String option) throws Exception {
    String connects = "for i in 1 2 3; do exec 3<>/dev/tcp/192.0.2.1/9 || exit 1; exec 3>&-; done";
    List<String> command =
            List.of(
                    image.resolve("bin/tsocks").toString(),
                    "--audit=" + folder.resolve("rehearsal-audit.log"),
                    "-f",
                    policy.toString(),
                    "--",
                    "bash",
                    "-c",
                    connects);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // A cache has room for as much as the class space, which is small where no cache is made.
    String options =
            "-XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:CompressedClassSpaceSize=64m "
                    + option;
    builder.environment().put("TSOCKS_JAVA_OPTIONS", options);
    builder.environment().put("TSOCKS_DEBUG", "-1");
    Process process = builder.redirectOutput(log.toFile()).start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
    int status = process.waitFor();
    // 1 where the connect is refused, as in another tsocks or where processes may not be inspected,
    // and EX_OSERR where seccomp is forbidden: there a start is rehearsed, and no connect.
    if (status != 0 && status != 1 && status != 71) {
        throw new IllegalStateException(
                "the rehearsal ended with " + status + ":\n" + Files.readString(log));
    }
}
