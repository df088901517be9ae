import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;

/// The options of every run that makes a cache. No profile is kept: the compiler would begin with
/// what it names, and a short run wait for that.
static final String WITHOUT_PROFILE = "-XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining";

static final String OF_VALIDATOR = "io.tsocks.validator/io.tsocks.validator.Training";

static final String OF_INSPECT = "io.tsocks.launcher/io.tsocks.launcher.inspect.Training";

/// Makes the AOT caches with which the programs of the image start.
///
/// Arguments: the image, a folder to work in, and the folder with the files for the runs.
void main(String[] arguments) throws Exception {
    Path image = Path.of(arguments[0]);
    Path folder = Path.of(arguments[1]);
    Path files = Path.of(arguments[2]);
    String clean = files.resolve("clean.conf").toString();
    String mistakes = files.resolve("mistakes.conf").toString();
    for (String program : List.of("tsocks-validate", "tsocks-route")) {
        train(image, folder, program, OF_VALIDATOR, program, clean, mistakes);
    }
    train(image, folder, "tsocks-inspect", OF_INSPECT);
    Path forms = image.resolve("lib/classlist");
    byte[] asItCame = Files.readAllBytes(forms);
    rehearse(image, folder, files);
    rehearseService(image, folder, clean);
    // What was added has done its work, and depends on the run: two images are to be equal.
    Files.write(forms, asItCame);
}

/// Makes the cache of a program whose module has a main class for that, with the program's options.
void train(Path image, Path folder, String program, String main, String... arguments)
        throws Exception {
    Path cache = image.resolve("lib/" + program + ".aot");
    Path log = folder.resolve(program + "-cache.log");
    List<String> command = new ArrayList<>();
    command.add(image.resolve("bin/java").toString());
    command.addAll(List.of(WITHOUT_PROFILE.split(" ")));
    command.add("-XX:AOTCacheOutput=" + cache);
    command.add("@" + image.resolve("lib/" + program + ".options"));
    command.addAll(List.of("-m", main));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectInput(Path.of("/dev/null").toFile()).redirectOutput(log.toFile());
    int status = builder.start().waitFor();
    if (status != 0) {
        throw new IllegalStateException(
                program + " ended with " + status + ":\n" + Files.readString(log));
    }
    requireCache(cache, log);
}

void requireCache(Path cache, Path log) throws IOException {
    if (!Files.exists(cache)) {
        throw new IllegalStateException("no cache was made:\n" + Files.readString(log));
    }
}

/// Has `tsocks` run programs that connect through a SOCKS server, and so makes its cache. In their
/// policy, `launch.conf`, `@PORT@` stands where the port of that server is to be.
///
/// The cache keeps the forms of method handles that are listed in the image's `lib/classlist`, and
/// no others; those of the native calls are not in that list as it comes. So a first run says which
/// forms it makes, and those are added.
void rehearse(Path image, Path folder, Path files) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
        Thread.ofVirtual().start(() -> serve(server));
        Path policy = folder.resolve("rehearsal.conf");
        String text = Files.readString(files.resolve("launch.conf"));
        Files.writeString(policy, text.replace("@PORT@", Integer.toString(server.getLocalPort())));

        List<String> program = connecting(files.resolve("Connects.java"));
        Path forms = folder.resolve("rehearsal-forms.log");
        run(
                image,
                folder,
                policy,
                program,
                forms,
                "-Djava.lang.invoke.MethodHandle.TRACE_RESOLVE=true");
        keep(forms, image.resolve("lib/classlist"));
        Path cache = image.resolve("lib/tsocks.aot");
        Path log = folder.resolve("rehearsal.log");
        run(image, folder, policy, program, log, "-XX:AOTCacheOutput=" + cache);
        requireCache(cache, log);
    }
}

/// Has `tsocksd` follow a policy, listen and answer, and so makes its cache.
void rehearseService(Path image, Path folder, String policy) throws Exception {
    Path cache = image.resolve("lib/tsocksd.aot");
    Path log = folder.resolve("rehearsal-service.log");
    int status = 1;
    // Another program may take the port that was free, and the service does not start then.
    for (int tries = 0; status != 0 && tries < 5; tries++) {
        // What a service that did not start has left would be its cache.
        boolean ignored = Files.deleteIfExists(cache);
        status = rehearseService(image, folder, policy, cache, log);
    }
    if (status != 0) {
        throw new IllegalStateException(
                "the service ended with " + status + ":\n" + Files.readString(log));
    }
    requireCache(cache, log);
}

int rehearseService(Path image, Path folder, String policy, Path cache, Path log) throws Exception {
    // Not in the folder of the build, whose path may be too long for a socket's.
    Path state = Files.createTempDirectory("tsocks");
    List<String> command = new ArrayList<>();
    command.add(image.resolve("bin/tsocksd").toString());
    command.addAll(List.of("--policy", policy, "--state", state.toString()));
    command.addAll(List.of("--api-port", "0", "--listen", "127.0.0.1:" + freePort()));
    command.add("--print-url");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment()
            .put("TSOCKS_JAVA_OPTIONS", WITHOUT_PROFILE + " -XX:AOTCacheOutput=" + cache);
    Process process = builder.start();
    try (BufferedReader out = process.inputReader()) {
        // If it has not started, all that comes is what the Java machine says of the cache.
        String url = out.readLine();
        if (url != null && url.contains("/#token=")) {
            ask(url);
            process.destroy();
        }
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
    }
    int status = process.waitFor();
    remove(state);
    return status;
}

void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.toList().reversed()) {
            Files.delete(path);
        }
    }
}

int freePort() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return server.getLocalPort();
    }
}

/// Asks the service what a browser and a command ask.
///
/// @param url with the token behind `#token=`
void ask(String url) throws Exception {
    String[] parts = url.split("/#token=", 2);
    try (HttpClient client = HttpClient.newHttpClient()) {
        for (String path :
                List.of("/", "/v1/status", "/v1/route?to=10.1.2.3:80", "/v1/map", "/metrics")) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(parts[0] + path))
                            .header("Authorization", "Bearer " + parts[1])
                            .build();
            int status = client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
            if (status != 200) {
                throw new IllegalStateException(path + " was answered with " + status);
            }
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

/// A SOCKS 5 server that grants everything, connects to nothing, and sends back what it is sent.
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
            in.transferTo(out);
        } catch (IOException e) {
            // The client has gone, or all is over.
        }
    }
}

/// What connects: first as a shell does, and then, by the source of a Java program, as programs
/// with an event loop do.
List<String> connecting(Path source) {
    String shell =
            "for i in 1 2 3; do exec 3<>/dev/tcp/192.0.2.1/9 || exit 1; exec 3>&-; done; \"$@\"";
    Path java = Path.of(System.getProperty("java.home"), "bin/java");
    return List.of("bash", "-c", shell, "bash", java.toString(), source.toString());
}

/// By the program itself, which has not got a cache yet.
void run(Path image, Path folder, Path policy, List<String> program, Path log, String option)
        throws Exception {
    List<String> command = new ArrayList<>();
    command.add(image.resolve("bin/tsocks").toString());
    command.add("--audit=" + folder.resolve("rehearsal-audit.log"));
    command.addAll(List.of("-f", policy.toString(), "--"));
    command.addAll(program);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // A cache has room for as much as the class space, which is small where no cache is made.
    String options = WITHOUT_PROFILE + " -XX:CompressedClassSpaceSize=64m " + option;
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
