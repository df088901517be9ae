package io.tsocks.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/// etcd with one member, on loopback. It keeps its data and its port when it is started again.
public final class Etcd implements AutoCloseable {

    /// The password of `root`, once logins are needed.
    public static final String PASSWORD = "ask-the-administrator";

    private final Path folder;
    private final int port = TargetServer.closedPort();
    private final int peers = TargetServer.closedPort();
    private final List<String> options;
    private final HttpClient client;
    private final String scheme;
    private String token = "";
    private RunningProgram program;

    private Etcd(String scheme, HttpClient client, Path folder, String... options) {
        this.scheme = scheme;
        this.client = client;
        this.folder = folder;
        this.options = List.of(options);
        this.program = launch();
    }

    /// In the clear, without logins.
    public static Etcd start() {
        return new Etcd("http", HttpClient.newHttpClient(), Folders.create("etcd"));
    }

    /// Inside TLS, with logins.
    ///
    /// @param identity for 127.0.0.1
    public static Etcd startWithTls(Authority authority, Identity identity) {
        Path folder = Folders.create("etcd");
        String pem = Folders.write(folder.resolve("server.pem"), identity.pem()).toString();
        HttpClient client = HttpClient.newBuilder().sslContext(trusting(authority)).build();
        Etcd etcd = new Etcd("https", client, folder, "--cert-file", pem, "--key-file", pem);
        etcd.needLogins();
        return etcd;
    }

    private static SSLContext trusting(Authority authority) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, Identity.trust(authority), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void needLogins() {
        call("auth/user/add", "{\"name\":\"root\",\"password\":\"" + PASSWORD + "\"}");
        call("auth/role/add", "{\"name\":\"root\"}");
        call("auth/user/grant", "{\"user\":\"root\",\"role\":\"root\"}");
        call("auth/enable", "{}");
        String answer =
                call("auth/authenticate", "{\"name\":\"root\",\"password\":\"" + PASSWORD + "\"}");
        token = first(answer, "\"token\":\"([^\"]+)\"");
    }

    /// Kills it without warning.
    public void kill() {
        program.handle().destroyForcibly();
        program.close();
    }

    /// Starts it again.
    public void restart() {
        program = launch();
    }

    private RunningProgram launch() {
        String url = scheme + "://127.0.0.1:" + port;
        String peer = "http://127.0.0.1:" + peers;
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "etcd",
                                "--data-dir",
                                folder.resolve("data").toString(),
                                "--listen-client-urls",
                                url,
                                "--advertise-client-urls",
                                url,
                                "--listen-peer-urls",
                                peer,
                                "--initial-advertise-peer-urls",
                                peer,
                                "--initial-cluster",
                                "default=" + peer));
        words.addAll(options);
        return RunningProgram.start(Command.of(words.toArray(String[]::new)), folder.resolve("log"))
                .awaitLog("ready to serve client requests");
    }

    /// Stops its process, so that it neither answers nor refuses, or lets it go on.
    ///
    /// @param signal `STOP` or `CONT`
    public void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(program.handle().pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The port for clients.
    public int port() {
        return port;
    }

    /// Puts a value under a key.
    ///
    /// @return the revision of the change
    public long put(String key, String value) {
        String answer =
                call(
                        "kv/put",
                        "{\"key\":\"" + base64(key) + "\",\"value\":\"" + base64(value) + "\"}");
        return Long.parseLong(first(answer, "\"revision\":\"([0-9]+)\""));
    }

    /// The value under a key; empty if there is none.
    public String get(String key) {
        String answer = call("kv/range", "{\"key\":\"" + base64(key) + "\"}");
        Matcher value = Pattern.compile("\"value\":\"([^\"]*)\"").matcher(answer);
        return value.find()
                ? new String(Base64.getDecoder().decode(value.group(1)), StandardCharsets.UTF_8)
                : "";
    }

    /// Forgets everything before a revision.
    public void compact(long revision) {
        call("kv/compaction", "{\"revision\":\"" + revision + "\",\"physical\":true}");
    }

    private String call(String method, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(scheme + "://127.0.0.1:" + port + "/v3/" + method))
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", token);
        }
        try {
            HttpResponse<String> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(method + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new IllegalStateException(method, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String first(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        program.close();
        Folders.delete(folder);
    }
}
