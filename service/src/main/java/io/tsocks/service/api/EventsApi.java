package io.tsocks.service.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.helidon.http.HeaderNames;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import io.tsocks.service.events.Event;
import io.tsocks.service.events.EventFilter;
import io.tsocks.service.events.EventStream;
import io.tsocks.service.events.Subscription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/// `/v1/events`: what happens, as server-sent events.
///
/// @param places how many more clients may listen
record EventsApi(EventStream stream, Semaphore places) {

    /// How many clients may listen at once.
    static final int MOST_CLIENTS = 64;

    /// A comment is sent after as much silence, so that both sides notice a broken connection.
    private static final Duration SILENCE = Duration.ofSeconds(15);

    void addTo(HttpRouting.Builder routing, Access access) {
        routing.get("/v1/events", access.needs(Role.READ, this::listen));
    }

    private void listen(ServerRequest request, ServerResponse response) {
        EventFilter filter = filter(request);
        Optional<Long> after = lastSeen(request);
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    503,
                    "too-many-listeners",
                    "Too many clients listen",
                    MOST_CLIENTS + " clients listen already; try again later");
        }
        try (Subscription subscription = stream.subscribe(filter, after);
                SseSink sink = response.sink(SseSink.TYPE)) {
            tell(subscription, sink);
        } catch (InterruptedException _) {
            // The service stops, or the client has not taken an event in time.
            throw new CloseConnectionException("no more events");
        } finally {
            places.release();
        }
    }

    /// Tells events until the client goes.
    private static void tell(Subscription subscription, SseSink sink) throws InterruptedException {
        send(sink, SseEvent.builder().comment("tsocksd").build());
        while (true) {
            Optional<Event> event = subscription.next(SILENCE);
            long missed = subscription.takeMissed();
            if (missed > 0) {
                send(sink, dropped(missed));
            }
            send(
                    sink,
                    event.map(EventsApi::sse)
                            .orElseGet(() -> SseEvent.builder().comment("idle").build()));
        }
    }

    /// A client that does not take an event in time is cut off.
    private static void send(SseSink sink, SseEvent event) {
        Patience patience = Patience.here();
        patience.expectStep();
        sink.emit(event);
        patience.expectStepAfter(SILENCE);
    }

    private static SseEvent sse(Event event) {
        return SseEvent.builder()
                .id(Long.toString(event.id()))
                .name(event.kind().label())
                .data(json(event))
                .build();
    }

    private static SseEvent dropped(long count) {
        return SseEvent.builder().name("dropped").data("{\"count\":" + count + "}").build();
    }

    private static String json(Event event) {
        return new String(Replies.bytes(json -> write(json, event)), StandardCharsets.UTF_8);
    }

    private static void write(JsonGenerator json, Event event) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", event.id());
        json.writeStringField("when", event.when().toString());
        json.writeStringField("kind", event.kind().label());
        for (Map.Entry<String, String> field : new TreeMap<>(event.fields()).entrySet()) {
            json.writeStringField(field.getKey(), field.getValue());
        }
        json.writeEndObject();
    }

    private static EventFilter filter(ServerRequest request) {
        try {
            Set<Event.Kind> kinds =
                    Requests.parameter(request, "kind").map(EventFilter::kinds).orElse(Set.of());
            Map<String, String> fields = new HashMap<>();
            for (String field : EventFilter.FIELDS) {
                Requests.parameter(request, field).ifPresent(part -> fields.put(field, part));
            }
            return new EventFilter(kinds, fields);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<Long> lastSeen(ServerRequest request) {
        Optional<String> id = Requests.header(request, HeaderNames.create("Last-Event-ID"));
        return id.filter(text -> text.matches("[0-9]{1,18}")).map(Long::valueOf);
    }
}
