package io.tsocks.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Action;
import io.tsocks.engine.Policy;
import io.tsocks.testing.Seeds;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// When a changed file is put in force, by a clock of the test's own.
class PolicyReloadTest {

    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("192.0.2.1");
    private static final String HEAD = "fallback = yes\n# the second floor\n";
    private static final String TAIL =
            "path {\nreaches = 192.0.2.0/255.255.255.0\nserver = 127.0.0.1\n}\n";

    @TempDir private Path folder;
    private Path file;
    private PolicyReload reload;
    private long now;
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void load() throws Exception {
        file = Files.writeString(folder.resolve("tsocks.conf"), HEAD + TAIL);
        QuietFile whole = QuietFile.read(file);
        Tsocks client = Tsocks.of(PolicyFiles.compile(file, whole.bytes()));
        ReloadListener listener =
                new ReloadListener() {
                    @Override
                    public void reloaded(Path which, Policy policy) {
                        told.add("reloaded");
                    }

                    @Override
                    public void failed(Path which, IOException reason) {
                        told.add(reason.getClass().getSimpleName());
                    }
                };
        reload = new PolicyReload(file, whole, client, SETTLE, listener, () -> now);
    }

    @Test
    void aFileThatHasSettledIsPutInForceOnce() throws Exception {
        Files.writeString(file, HEAD + "# nothing else at all, for a reason that is long\n");
        assertThat(lookAfter(Duration.ZERO)).isTrue();
        assertThat(lookAfter(SETTLE.minusMillis(1))).isTrue();
        assertThat(told).isEmpty();
        assertThat(lookAfter(Duration.ofMillis(1))).isFalse();
        assertThat(lookAfter(SETTLE.multipliedBy(100))).isFalse();
        assertThat(told).containsExactly("reloaded");
        assertThat(action()).isInstanceOf(Action.Direct.class);
    }

    @Test
    void whateverKeepsChangingIsNotPutInForce() throws Exception {
        for (int i = 0; i < 50; i++) {
            Files.writeString(file, HEAD + "#".repeat(i) + "\n");
            assertThat(lookAfter(SETTLE.minusMillis(1))).isTrue();
        }
        assertThat(told).isEmpty();
        assertThat(action()).isInstanceOf(Action.Via.class);
    }

    /// The beginning of the file is a policy that goes directly.
    @Test
    void whatLooksCutOffMustStayForLonger() throws Exception {
        for (String cut : new String[] {HEAD, HEAD + "# a new line, and half of ano"}) {
            Files.writeString(file, cut);
            lookAfter(Duration.ZERO);
            assertThat(lookAfter(SETTLE.multipliedBy(9))).isTrue();
            assertThat(action()).isInstanceOf(Action.Via.class);
        }
        assertThat(told).isEmpty();
        assertThat(lookAfter(SETTLE)).isFalse();
        assertThat(told).containsExactly("reloaded");
    }

    @Test
    void anEmptyFileIsNoPolicy() throws Exception {
        Files.writeString(file, "\n \n");
        lookAfter(Duration.ZERO);
        lookAfter(SETTLE.multipliedBy(100));
        assertThat(told).containsExactly("IOException");
        assertThat(action()).isInstanceOf(Action.Via.class);
    }

    @Test
    void aFileThatVanishesOrHasErrorsLeavesTheLastGoodPolicy() throws Exception {
        Files.delete(file);
        lookAfter(Duration.ZERO);
        lookAfter(SETTLE);
        Files.writeString(file, "local = 10.0.0.0/nonsense\n");
        lookAfter(SETTLE);
        lookAfter(SETTLE);
        lookAfter(SETTLE);
        assertThat(told)
                .containsExactly(
                        NoSuchFileException.class.getSimpleName(),
                        InvalidPolicyException.class.getSimpleName());
        assertThat(action()).isInstanceOf(Action.Via.class);
    }

    @Test
    void aFileThatComesBackAsItWasIsNoChange() throws Exception {
        Files.delete(file);
        lookAfter(Duration.ZERO);
        Files.writeString(file, HEAD + TAIL);
        lookAfter(Duration.ZERO);
        assertThat(lookAfter(SETTLE)).isFalse();
        assertThat(told).isEmpty();
    }

    @Test
    void aFileThatIsRenamedToItIsPutInForce() throws Exception {
        Path next = Files.writeString(folder.resolve("next"), "fallback = yes\n# only this\n");
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        lookAfter(Duration.ZERO);
        lookAfter(SETTLE);
        assertThat(told).containsExactly("reloaded");
    }

    static LongStream seeds() {
        return Seeds.first(20);
    }

    /// Both versions send it to a server; no part of one does.
    @ParameterizedTest
    @MethodSource("seeds")
    void aWriterThatPausesIsNeverReadHalfWay(long seed) throws Exception {
        RandomGenerator random = Seeds.random(seed);
        for (int i = 0; i < 20; i++) {
            String whole = HEAD + "# " + random.nextInt() + "\n" + TAIL;
            for (int at = 0; at < whole.length(); at += random.nextInt(1, 80)) {
                Files.writeString(file, whole.substring(0, at));
                lookAfter(Duration.ofMillis(random.nextInt(0, 999)));
                assertThat(action()).as("seed %d", seed).isInstanceOf(Action.Via.class);
            }
            Files.writeString(file, whole);
            lookAfter(Duration.ofMillis(random.nextInt(0, 999)));
        }
        lookAfter(SETTLE);
        assertThat(told).as("seed %d", seed).containsExactly("reloaded");
    }

    private boolean lookAfter(Duration pause) {
        now += pause.toNanos();
        return reload.look();
    }

    private Action action() {
        return reload.client().engine().decide(ELSEWHERE, 80).action();
    }
}
