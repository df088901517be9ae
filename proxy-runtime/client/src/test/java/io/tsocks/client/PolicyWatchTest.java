package io.tsocks.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.testing.Clients;
import io.tsocks.engine.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyWatchTest {

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final ReloadListener listener =
            new ReloadListener() {
                @Override
                public void reloaded(Path file, Policy policy) {
                    told.add("reloaded");
                }

                @Override
                public void failed(Path file, IOException reason) {
                    told.add(String.valueOf(reason.getMessage()));
                }
            };

    @Test
    void errorsAreToldAndTheWatchGoesOn(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("a.conf"), "local = 10.0.0.0/255.0.0.0\n");
        try (PolicyWatch watch = watch(file)) {
            Policy before = watch.client().engine().policy();
            Files.writeString(file, "local = 10.0.0.0/nonsense\n");
            assertThat(next()).contains("a.conf has errors", "line 1");
            assertThat(watch.client().engine().policy()).isSameAs(before);
            Files.writeString(file, "local = 10.0.0.0/255.255.0.0\n");
            assertThat(next()).isEqualTo("reloaded");
            assertThat(watch.client().engine().policy()).isNotEqualTo(before);
        }
    }

    private PolicyWatch watch(Path file) throws IOException {
        return PolicyWatch.start(
                file,
                Duration.ofMillis(40),
                listener,
                builder -> builder.credentials(Credentials.of(Map.of(), "me")));
    }

    private String next() throws InterruptedException {
        return String.valueOf(told.poll(Clients.SOON.toSeconds(), TimeUnit.SECONDS));
    }
}
