package io.tsocks.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.service.store.PolicyText;
import io.tsocks.service.store.Revision;
import io.tsocks.service.store.RevisionStore;
import io.tsocks.testing.Command;
import io.tsocks.testing.Place;
import io.tsocks.testing.RunningProgram;
import io.tsocks.testing.Seeds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A service that is killed again and again while policies are applied. `tsocks.kills` says how
/// often, and 200 take a quarter of an hour on a busy machine; `tsocks.seed` chooses other moments.
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class KilledServiceIT {

    private static final int KILLS = Integer.getInteger("tsocks.kills", 6);

    /// The longest wait before a kill: about as long as an apply takes.
    private static final int MOMENT_NANOS = 20_000_000;

    @TempDir private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<PolicyText> sent = new ArrayList<>();
    private int acknowledged;

    @Test
    void theLastPolicyThatWasAppliedIsInForceOrTheOneAfterIt() throws Exception {
        long seed = Long.getLong("tsocks.seed", 0);
        RandomGenerator random = Seeds.random(seed);
        send(policy(0));
        for (int kill = 1; kill <= KILLS; kill++) {
            runUntilKilled(random, kill);
            assertThat(activeIndex())
                    .as("seed %d, kill %d", seed, kill)
                    .isBetween(acknowledged, sent.size() - 1);
        }
    }

    /// The place in the order of sending of what the store says is in force.
    private int activeIndex() throws IOException {
        try (RevisionStore store = RevisionStore.open(state(), 100)) {
            for (Revision revision : store.list()) {
                assertThat(store.read(revision.number())).isPresent();
            }
            Revision active = store.active().orElseThrow();
            return sent.lastIndexOf(store.read(active.number()).orElseThrow().text());
        }
    }

    private void runUntilKilled(RandomGenerator random, int kill) throws Exception {
        int port = Place.free().port();
        try (RunningProgram service = start(port, kill)) {
            service.awaitListening(port);
            int before = activeIndexOf(port);
            assertThat(before).isBetween(acknowledged, sent.size() - 1);
            acknowledged = before;
            for (int i = random.nextInt(3); i > 0; i--) {
                apply(port);
                acknowledged = sent.size() - 1;
            }
            CompletableFuture<Void> last = CompletableFuture.runAsync(() -> applyToTheDying(port));
            LockSupport.parkNanos(random.nextInt(MOMENT_NANOS));
            service.handle().destroyForcibly();
            service.handle().onExit().join();
            last.join();
        }
    }

    private RunningProgram start(int port, int kill) throws IOException {
        Path config =
                Files.writeString(
                        folder.resolve("tsocksd.conf"), "[service]\nkeep-revisions = 3\n");
        List<String> words =
                ServiceProgram.words(
                        folder,
                        "--config",
                        config.toString(),
                        "--api-port",
                        Integer.toString(port));
        return RunningProgram.start(
                Command.of(words.toArray(String[]::new)), folder.resolve("log" + kill));
    }

    private Path state() {
        return folder.resolve("state");
    }

    private static PolicyText policy(int number) {
        return PolicyText.of("# change " + number + "\nserver = socks5://127.0.0.1:1080\n");
    }

    private void send(PolicyText first) throws IOException {
        Files.write(folder.resolve("tsocks.conf"), first.bytes());
        sent.add(first);
    }

    private HttpRequest.Builder request(int port) throws IOException {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/policy"))
                .header(
                        "Authorization",
                        "Bearer " + Files.readString(state().resolve("token")).strip());
    }

    private int activeIndexOf(int port) throws Exception {
        HttpResponse<byte[]> policy =
                client.send(request(port).build(), HttpResponse.BodyHandlers.ofByteArray());
        return sent.lastIndexOf(PolicyText.of(policy.body()));
    }

    private void apply(int port) throws IOException, InterruptedException {
        PolicyText next = policy(sent.size());
        sent.add(next);
        HttpRequest request =
                request(port)
                        .header("If-Match", "*")
                        .header("Content-Type", "text/plain")
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(next.bytes()))
                        .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void applyToTheDying(int port) {
        try {
            apply(port);
            acknowledged = sent.size() - 1;
        } catch (IOException _) {
            // It was killed before it answered.
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
