package io.tsocks.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleMirrorTest {

    private static final String OLD = "local = 10.0.0.0/255.0.0.0\n";
    private static final String NEW = "local = 192.168.0.0/255.255.0.0\n";

    @TempDir private Path folder;
    private final Recorder told = new Recorder();
    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /// A plain web server, which knows entity tags, and tokens under /secret/.
    private void answer(HttpExchange exchange) throws IOException {
        String page = pages.get(exchange.getRequestURI().getPath());
        String tag = "\"" + (page == null ? 0 : page.hashCode()) + "\"";
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        boolean isSecret = exchange.getRequestURI().getPath().startsWith("/secret/");
        exchange.getResponseHeaders().add("ETag", tag);
        if (isSecret && !"Bearer open sesame".equals(token)) {
            exchange.sendResponseHeaders(401, -1);
        } else if (page == null) {
            exchange.sendResponseHeaders(404, -1);
        } else if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
        } else {
            byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private SourceAddress address(String rest) {
        return SourceAddress.parse("http://127.0.0.1:" + server.getAddress().getPort() + rest);
    }

    @Test
    void theFileFollowsThePage() throws Exception {
        pages.put("/policy", OLD);
        try (Mirror mirror = Mirror.open(address("/policy"), folder, told)) {
            assertThat(mirror.file()).hasContent(OLD);
            told.await("changed");
            pages.put("/policy", NEW);
            told.await("changed");
            assertThat(mirror.file()).hasContent(NEW);
        }
    }

    @Test
    void aPageThatIsGoneLeavesTheCopy() throws Exception {
        pages.put("/policy", OLD);
        Mirror.open(address("/policy"), folder, told).close();
        pages.clear();
        try (Mirror mirror = Mirror.open(address("/policy"), folder, told)) {
            assertThat(told.await("lost")).contains("404", "no such policy");
            assertThat(mirror.file()).hasContent(OLD);
        }
        assertThatThrownBy(() -> Mirror.open(address("/other"), folder, told))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/other: the server answers 404");
    }

    @Test
    void aTokenIsSentAndNeverSaid() throws Exception {
        pages.put("/secret/policy", OLD);
        Path file = Files.writeString(folder.resolve("token"), "open sesame\n");
        Files.setPosixFilePermissions(
                file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        String rest = "/secret/policy?token_file=" + file;
        try (Mirror mirror = Mirror.open(address(rest), folder, told)) {
            assertThat(mirror.file()).hasContent(OLD);
        }
        Files.writeString(file, "sesame street\n");
        assertThatThrownBy(() -> Mirror.open(address(rest), folder.resolve("new"), told))
                .hasMessageContaining("401: it wants another token")
                .hasMessageNotContaining("sesame");
    }

    @Test
    void onlyWhatTheKeyHasSignedIsTaken() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String rest = "/policy?key=" + publicKey(pair);
        pages.put("/policy", OLD);
        assertThatThrownBy(() -> Mirror.open(address(rest), folder, told))
                .hasMessageContaining("for the signature")
                .hasMessageContaining("404");
        pages.put("/policy.sig", signed(pair, OLD));
        try (Mirror mirror = Mirror.open(address(rest), folder, told)) {
            told.await("changed");
            pages.put("/policy", NEW);
            assertThat(told.await("lost")).contains("the signature is not that of the key in");
            assertThat(mirror.file()).hasContent(OLD);
            pages.put("/policy.sig", signed(pair, NEW));
            told.await("changed");
            assertThat(mirror.file()).hasContent(NEW);
        }
    }

    private Path publicKey(KeyPair pair) throws IOException {
        return Files.writeString(
                folder.resolve("policy.pub"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
    }

    private static String signed(KeyPair pair, String text) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(signature.sign());
    }
}
