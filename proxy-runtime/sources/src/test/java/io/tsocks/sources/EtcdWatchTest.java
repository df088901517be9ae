package io.tsocks.sources;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a source takes from a watch, beside a server that speaks like etcd and counts what it is
/// asked.
class EtcdWatchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CREATED = "{\"result\":{\"created\":true}}\n";

    private final AtomicInteger reads = new AtomicInteger();
    private HttpServer server;

    /// What a watch says after it was created.
    private volatile String events = "";

    /// Who signs the policies; empty if they have no signature.
    private volatile Optional<PrivateKey> signer = Optional.empty();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v3/kv/txn", exchange -> answer(exchange, read()));
        server.createContext("/v3/watch", exchange -> answer(exchange, CREATED + events));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /// The first time revision 5, and then revision 9.
    private String read() {
        boolean isFirst = reads.incrementAndGet() == 1;
        String text = isFirst ? "first" : "read";
        return "{\"header\":{\"revision\":\"9\"},\"responses\":[{\"response_range\":{\"kvs\":["
                + kv(text, isFirst ? 5 : 9)
                + "]}},{\"response_range\":{\"kvs\":["
                + signer.map(key -> kv(signature(key, text), 4)).orElse("")
                + "]}}]}";
    }

    private static String signature(PrivateKey key, String text) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String kv(String value, int revision) {
        return "{\"value\":\"%s\",\"mod_revision\":\"%d\"}"
                .formatted(
                        Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)),
                        revision);
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void whatWasPutIsTakenWithoutAskingAgain() throws Exception {
        events =
                "{\"result\":{\"events\":[{\"kv\":%s},{\"kv\":%s}]}}\n"
                        .formatted(kv("earlier", 7), kv("later", 8));
        assertNext("later", "8", 1);
    }

    @Test
    void afterADeletionTheKeyIsRead() throws Exception {
        events =
                "{\"result\":{\"events\":[{\"kv\":%s},{\"type\":\"DELETE\",\"kv\":{}}]}}\n"
                        .formatted(kv("earlier", 7));
        assertNext("read", "9", 2);
    }

    @Test
    void aWatchThatIsCanceledOrBreaksHasTheKeyRead() throws Exception {
        events = "{\"result\":{\"canceled\":true,\"compact_revision\":\"7\"}}\n";
        assertNext("read", "9", 2);
        reads.set(0);
        events = "{\"error\":{\"message\":\"no leader\"}}\n";
        assertNext("read", "9", 2);
        reads.set(0);
        events = "";
        assertNext("read", "9", 2);
    }

    private void assertNext(String text, String tag, int timesRead) throws Exception {
        assertNext("", text, tag, timesRead);
    }

    private void assertNext(String settings, String text, String tag, int timesRead)
            throws Exception {
        try (EtcdSource source = new EtcdSource(address(settings))) {
            PolicyCopy next = source.next(Optional.of("5"), PATIENCE).orElseThrow();
            assertThat(new String(next.bytes(), StandardCharsets.UTF_8)).isEqualTo(text);
            assertThat(next.tag()).isEqualTo(tag);
            assertThat(reads).hasValue(timesRead);
        }
    }

    /// The signature is under another key, of which the watch says nothing.
    @Test
    void aSignedPolicyIsReadTogetherWithItsSignature(@TempDir Path folder) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        signer = Optional.of(pair.getPrivate());
        Path pem =
                Files.writeString(
                        folder.resolve("key.pem"),
                        "-----BEGIN PUBLIC KEY-----\n"
                                + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded())
                                + "\n-----END PUBLIC KEY-----\n");
        events = "{\"result\":{\"events\":[{\"kv\":%s}]}}\n".formatted(kv("put", 8));
        assertNext("?key=" + pem, "read", "9", 2);
    }

    private SourceAddress address(String settings) {
        return SourceAddress.parse(
                "etcd://127.0.0.1:" + server.getAddress().getPort() + "/policy" + settings);
    }
}
