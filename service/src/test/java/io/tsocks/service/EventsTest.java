package io.tsocks.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.service.events.Event;
import io.tsocks.service.events.EventFilter;
import io.tsocks.service.events.EventStream;
import io.tsocks.service.events.Subscription;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EventsTest {

    private static final String POLICY = "local = 10.1.0.0/255.255.0.0\nserver = 10.1.0.1\n";

    @TempDir private Path folder;
    private final EventStream stream = new EventStream(Clock.systemUTC());

    @Test
    void aListenerThatIsTooSlowLosesEventsAndIsToldHowMany() throws Exception {
        try (Subscription slow = stream.subscribe(EventFilter.ALL, Optional.empty())) {
            tell(Subscription.MOST_WAITING + 7);
            assertThat(slow.takeMissed()).isEqualTo(7);
            assertThat(slow.takeMissed()).isZero();
            assertThat(slow.next(Duration.ZERO).orElseThrow().id()).isEqualTo(1);
            assertThat(stream.dropped()).isEqualTo(7);
        }
        assertThat(stream.listeners()).isZero();
    }

    @Test
    void whoComesBackGetsWhatWasMissed() throws Exception {
        tell(5);
        try (Subscription back = stream.subscribe(EventFilter.ALL, Optional.of(3L))) {
            assertThat(back.next(Duration.ZERO).orElseThrow().id()).isEqualTo(4);
            assertThat(back.next(Duration.ZERO).orElseThrow().id()).isEqualTo(5);
            assertThat(back.takeMissed()).isZero();
        }
    }

    @Test
    void whoComesBackTooLateIsToldHowManyAreGone() {
        tell(EventStream.KEPT + 10);
        try (Subscription back = stream.subscribe(EventFilter.ALL, Optional.of(4L))) {
            long gone = 10 - 4;
            long waiting = EventStream.KEPT - Subscription.MOST_WAITING;
            assertThat(back.takeMissed()).isEqualTo(gone + waiting);
        }
    }

    @Test
    void onlyWantedEventsAreTold() throws Exception {
        EventFilter filter =
                new EventFilter(Set.of(Event.Kind.DECISION), Map.of("destination", "EXAMPLE"));
        try (Subscription one = stream.subscribe(filter, Optional.empty())) {
            stream.tell(Event.Kind.APPLIED, Map.of("destination", "www.example.com:80"));
            stream.tell(Event.Kind.DECISION, Map.of("destination", "192.0.2.1:80"));
            stream.tell(Event.Kind.DECISION, Map.of());
            stream.tell(Event.Kind.DECISION, Map.of("destination", "www.example.com:80"));
            assertThat(one.next(Duration.ZERO).orElseThrow().id()).isEqualTo(4);
            assertThat(one.next(Duration.ZERO)).isEmpty();
        }
    }

    private void tell(int count) {
        for (int i = 0; i < count; i++) {
            stream.tell(Event.Kind.APPLIED, Map.of());
        }
    }

    @Test
    void changesOfThePolicyComeAsServerSentEvents() throws Exception {
        try (RunningService service = RunningService.following(folder, POLICY);
                HttpClient client = HttpClient.newHttpClient();
                InputStream in = open(client, service).body();
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo(":tsocksd");
            service.put("/v1/policy", POLICY + "nonsense\n");
            service.put("/v1/policy?why=better", POLICY + "# better\n");
            List<String> seen = new ArrayList<>();
            while (seen.stream().noneMatch(line -> line.contains("better"))) {
                seen.add(lines.readLine());
            }
            assertThat(seen).contains("event:applied").doesNotContain("event:rejected");
            assertThat(seen.getLast()).startsWith("data:{").contains("\"who\":\"token\"");
        }
    }

    private static HttpResponse<InputStream> open(HttpClient client, RunningService service)
            throws Exception {
        return client.send(
                service.request("/v1/events?kind=applied").build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }
}
