package io.tsocks.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.health.HealthEvent;
import io.tsocks.client.health.ServerFailure;
import io.tsocks.engine.ProxyServer;
import io.tsocks.launcher.supervisor.Fate;
import io.tsocks.launcher.supervisor.Journal;
import io.tsocks.launcher.supervisor.Journal.Event;
import io.tsocks.launcher.supervisor.Journal.Outcome;
import io.tsocks.net.Secret;
import io.tsocks.net.ServerKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalsTest {

    private static final Event PROXIED =
            event(Outcome.PROXIED, "192.0.2.7:80", "socks5://10.0.0.1:1080", 0, null, false);
    private static final Event DOWN =
            event(
                    Outcome.FAILED,
                    "192.0.2.8:80",
                    "socks5://10.0.0.1:1080",
                    111,
                    "cannot reach the \"server\"\n\u009b\u202e",
                    true);

    private static final Event REFUSED =
            event(Outcome.DENIED, "192.0.2.9:80", null, 111, "no rule", false);

    @TempDir private Path folder;

    private static Event event(
            Outcome outcome,
            String destination,
            @Nullable String server,
            int errno,
            @Nullable String message,
            boolean isOurs) {
        return new Event(
                Journal.Protocol.TCP,
                destination,
                "curl",
                42,
                "path at line 3",
                fate(outcome, server, errno, String.valueOf(message), isOurs));
    }

    private static Fate fate(
            Outcome outcome, @Nullable String server, int errno, String message, boolean isOurs) {
        return switch (outcome) {
            case PROXIED -> new Fate.Proxied(String.valueOf(server), 7);
            case DIRECT -> new Fate.Direct(7);
            case DENIED -> new Fate.Denied(errno, message, isOurs, 7);
            case FAILED -> new Fate.Failed(server, errno, message, isOurs, 7);
        };
    }

    @Test
    void noProgramCommandsTheTerminal() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Event event =
                new Event(
                        Journal.Protocol.TCP,
                        "192.0.2.7:80",
                        "\u001b[2J\u009bx\u202e\n",
                        42,
                        "fallback",
                        new Fate.Denied(111, "no", false, 7));
        new Console(new PrintStream(out, true, UTF_8), 1).record(event);
        assertThat(out.toString(UTF_8).strip())
                .isEqualTo(
                        "tsocks: \ufffd[2J\ufffdx\ufffd\ufffd[42]: tcp 192.0.2.7:80 denied (fallback): no");
    }

    @Test
    void anAuditCountsAndNamesWhatWasReached() {
        Audit audit = new Audit();
        audit.record(PROXIED);
        audit.record(PROXIED);
        audit.record(DOWN);
        assertThat(audit.report())
                .isEqualTo(
                        """
                        tsocks audit: 2 proxied, 0 direct, 0 denied, 1 failed
                          proxied      2  tcp 192.0.2.7:80 via socks5://10.0.0.1:1080 (path at line 3)
                          failed       1  tcp 192.0.2.8:80 via socks5://10.0.0.1:1080 (path at line 3)
                        """);
    }

    @Test
    void anAuditReplacesAReportButNotWhatIsInAnOpenFile() throws Exception {
        Path file = folder.resolve("report");
        Files.writeString(file, "before\n");
        try (InputStream open = Files.newInputStream(file)) {
            try (OutputStream audit = Audit.file(descriptorOf(file))) {
                audit.write("after\n".getBytes(UTF_8));
            }
            assertThat(open).hasContent("before\nafter");
        }
        Audit.file(file.toString()).close();
        assertThat(file).isEmptyFile();
    }

    private static String descriptorOf(Path file) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .filter(link -> isLinkTo(file, link))
                    .findFirst()
                    .orElseThrow()
                    .toString();
        }
    }

    private static boolean isLinkTo(Path file, Path link) {
        try {
            return Files.readSymbolicLink(link).equals(file.toRealPath());
        } catch (IOException _) {
            // the descriptor that lists them is closed by now
            return false;
        }
    }

    @Test
    void aLogHasAnObjectALineAndEscapesWhatNeedsIt() throws Exception {
        Path file = folder.resolve("log");
        try (JsonLog log =
                JsonLog.open(
                        file.toString(),
                        new PrintStream(new ByteArrayOutputStream(), true, UTF_8))) {
            log.record(PROXIED);
            log.record(DOWN);
        }
        assertThat(Files.readAllLines(file))
                .hasSize(2)
                .satisfies(
                        lines ->
                                assertThat(lines.getFirst())
                                        .contains("\"outcome\":\"proxied\"")
                                        .endsWith("\"thread\":42,\"errno\":0,\"millis\":7}"))
                .satisfies(
                        lines ->
                                assertThat(lines.get(1))
                                        .contains(
                                                "cannot reach the \\u0022server\\u0022\\u000a\\u009b\\u202e\""));
    }

    private static final ProxyServer FIRST =
            new ProxyServer("10.0.0.1", 1080, ServerKind.SOCKS5, "joe", Secret.of("s3cret"));

    private static final HealthEvent<ProxyServer> LEFT_ALONE =
            new HealthEvent.Opened<>(FIRST, ServerFailure.UNREACHABLE, 2, Duration.ofMillis(5_200));

    @Test
    void theHealthOfServersIsForThoseWhoWantToKnowEverything() {
        for (int level = -1; level <= 1; level++) {
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            Console console = new Console(new PrintStream(said, true, UTF_8), level);
            console.health(LEFT_ALONE);
            console.health(new HealthEvent.HalfOpen<>(FIRST));
            console.health(new HealthEvent.Closed<>(FIRST));
            assertThat(said.toString(UTF_8))
                    .isEqualTo(
                            level < 1
                                    ? ""
                                    : """
                                    tsocks: socks5://10.0.0.1:1080 is left alone for 5 s after 2 failures: it cannot be reached
                                    tsocks: socks5://10.0.0.1:1080 is tried again
                                    tsocks: socks5://10.0.0.1:1080 answers again
                                    """);
        }
    }

    @Test
    void aLogHasTheHealthOfServers() throws Exception {
        Path file = folder.resolve("log");
        try (JsonLog log =
                JsonLog.open(
                        file.toString(),
                        new PrintStream(new ByteArrayOutputStream(), true, UTF_8))) {
            log.health(LEFT_ALONE);
            log.health(new HealthEvent.Closed<>(FIRST));
        }
        assertThat(Files.readAllLines(file))
                .map(line -> line.substring(line.indexOf("\"outcome\"")))
                .containsExactly(
                        "\"outcome\":\"server\",\"change\":\"opened\","
                                + "\"server\":\"socks5://10.0.0.1:1080\","
                                + "\"failure\":\"unreachable\",\"failures\":2,\"retry_millis\":5200}",
                        "\"outcome\":\"server\",\"change\":\"closed\","
                                + "\"server\":\"socks5://10.0.0.1:1080\"}");
    }

    @Test
    void byDefaultOnlyWhatWentWrongOnThisSideIsSaidAndEachThingOnce() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(said, true, UTF_8), 0);
        console.record(PROXIED);
        console.record(DOWN);
        console.record(DOWN);
        assertThat(said.toString(UTF_8).strip())
                .isEqualTo(
                        "tsocks: curl: socks5://10.0.0.1:1080: cannot reach the \"server\"\ufffd\ufffd\ufffd");
    }

    /// What is not heeded is not even found out; so nothing may be said about it elsewhere.
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void theConsoleHeedsWhatItMaySay(int level) {
        for (Outcome outcome : Outcome.values()) {
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            Console console = new Console(new PrintStream(said, true, UTF_8), level);
            console.record(event(outcome, "192.0.2.8:80", "socks5://10.0.0.1:1080", 1, "no", true));
            boolean succeeded = outcome == Outcome.PROXIED || outcome == Outcome.DIRECT;
            assertThat(console.heeds(outcome))
                    .as("%s at %d", outcome, level)
                    .isEqualTo(level > 0 || (level == 0 && !succeeded))
                    .isEqualTo(said.size() > 0 && (level > 0 || !succeeded));
        }
    }

    @Test
    void severalJournalsHeedWhatOneOfThemDoes() {
        Console console = new Console(System.out, 0);
        assertThat(new Journals(List.of(console)).heeds(Outcome.PROXIED)).isFalse();
        assertThat(new Journals(List.of(console)).heeds(Outcome.FAILED)).isTrue();
        assertThat(new Journals(List.of(console, new Audit())).heeds(Outcome.PROXIED)).isTrue();
    }

    /// What goes well is not reported, unless the policy does not control it.
    @Test
    void aServerThatNoPolicyHoldsIsToldToAllWhoSayAnything() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(said, true, UTF_8), 0);
        Fate delegated = new Fate.Delegated("/run/x is served from outside");
        Journals journals = new Journals(List.of(console));
        journals.record(PROXIED);
        journals.record(
                new Event(Journal.Protocol.UNIX, "/run/x", "curl", 42, "--unix=warn", delegated));
        assertThat(said.toString(UTF_8).strip())
                .isEqualTo("tsocks: curl: /run/x is served from outside");
    }

    @Test
    void byDefaultARefusalIsOneLineThatNamesTheDestination() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(said, true, UTF_8), 0);
        console.record(REFUSED);
        console.record(REFUSED);
        assertThat(said.toString(UTF_8).strip())
                .isEqualTo("tsocks: curl: tcp 192.0.2.9:80 refused: no rule");
    }

    @Test
    void atLevelMinusOneNothingIsSaid() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        new Console(new PrintStream(said, true, UTF_8), -1).record(DOWN);
        new Console(new PrintStream(said, true, UTF_8), -1).record(REFUSED);
        assertThat(said.size()).isZero();
    }

    /// A journal that has taken one event and waits, as for a pipe that is not read.
    private static final class Stuck implements Journal {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private final List<String> taken = new ArrayList<>();

        @Override
        public void record(Event event) {
            begun.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            taken.add(event.destination());
        }

        @Override
        public void lost(long events) {
            taken.add(events + " lost");
        }
    }

    @Test
    void aJournalThatWaitsHoldsNobodyUpAndIsToldWhatItMissed() throws Exception {
        Stuck stuck = new Stuck();
        try (BackgroundJournal journal = new BackgroundJournal(stuck, 2)) {
            journal.record(PROXIED);
            stuck.begun.await();
            for (int i = 0; i < 5; i++) {
                journal.record(DOWN);
            }
            stuck.released.countDown();
        }
        assertThat(stuck.taken)
                .containsExactly("192.0.2.7:80", "3 lost", "192.0.2.8:80", "192.0.2.8:80");
    }

    @Test
    void aLogThatCannotBeWrittenIsSaidOnce() throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (JsonLog log = JsonLog.open("/dev/full", new PrintStream(said, true, UTF_8))) {
            log.record(PROXIED);
            log.record(DOWN);
        }
        assertThat(said.toString(UTF_8))
                .startsWith("tsocks: --log=/dev/full: ")
                .endsWith("the log is not complete\n")
                .hasLineCount(1);
    }
}
