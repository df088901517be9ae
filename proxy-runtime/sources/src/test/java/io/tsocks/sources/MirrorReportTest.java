package io.tsocks.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a node reports of a policy that the mirror takes, and the program that follows it does not.
@Timeout(60)
class MirrorReportTest {

    private static final String POLICY = "local = 10.0.0.0/255.0.0.0\n";

    @TempDir private Path folder;

    /// A place whose policy the test gives, and whose reports it takes.
    private static final class Given implements PolicySource {

        private final BlockingQueue<PolicyCopy> copies = new LinkedBlockingQueue<>();
        private final SynchronousQueue<NodeReport> reports = new SynchronousQueue<>();

        void give(String tag, String text) {
            copies.add(new PolicyCopy(text.getBytes(StandardCharsets.US_ASCII), tag));
        }

        @Override
        public Optional<PolicyCopy> next(Optional<String> known, Duration patience) {
            return Optional.ofNullable(copies.poll());
        }

        @Override
        public void report(NodeReport report) throws InterruptedException {
            reports.put(report);
        }

        @Override
        public void close() {}
    }

    @Test
    void whatTheProgramRefusesIsReportedUntilItTakesSomething() throws Exception {
        Given place = new Given();
        place.give("1", POLICY);
        SourceAddress address = SourceAddress.parse("etcd://127.0.0.1:1/k");
        try (Mirror mirror = Mirror.open(address, place, folder, MirrorListener.SILENT)) {
            assertThat(place.reports.take().error()).isEmpty();
            mirror.refused(Optional.of("an expected route is missing"));
            await(place, Optional.of("an expected route is missing"));
            place.give("2", "nonsense = 1\n");
            String own = awaitOther(place, "an expected route is missing");
            assertThat(own).as("the mirror's own reason counts more").contains("line 1");
            place.give("3", POLICY + "# better\n");
            await(place, Optional.of("an expected route is missing"));
            mirror.refused(Optional.empty());
            await(place, Optional.empty());
        }
    }

    private static void await(Given place, Optional<String> error) throws InterruptedException {
        while (!place.reports.take().error().equals(error)) {
            assertThat(error).isNotNull();
        }
    }

    private static String awaitOther(Given place, String error) throws InterruptedException {
        while (true) {
            Optional<String> reported = place.reports.take().error();
            if (!reported.equals(Optional.of(error))) {
                return reported.orElseThrow();
            }
        }
    }
}
