package io.tsocks.service.events;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Which events a client wants.
///
/// @param kinds empty for all
/// @param fields texts that the fields of these names have to contain, in upper or lower case; an
///     event without the field is not wanted
public record EventFilter(Set<Event.Kind> kinds, Map<String, String> fields) {

    /// All events.
    public static final EventFilter ALL = new EventFilter(Set.of(), Map.of());

    /// The fields by which events are chosen.
    public static final Set<String> FIELDS =
            Set.of("route", "destination", "client", "user", "server", "rule");

    public EventFilter {
        kinds = Set.copyOf(kinds);
        fields = Map.copyOf(fields);
    }

    /// The kinds of a list such as `decision,applied`.
    ///
    /// @throws IllegalArgumentException if it names another kind; the message says which there are
    public static Set<Event.Kind> kinds(String list) {
        Set<Event.Kind> kinds = EnumSet.noneOf(Event.Kind.class);
        for (String label : list.split(",", -1)) {
            kinds.add(
                    Arrays.stream(Event.Kind.values())
                            .filter(kind -> kind.label().equals(label.strip()))
                            .findFirst()
                            .orElseThrow(() -> unknown(label)));
        }
        return kinds;
    }

    private static IllegalArgumentException unknown(String label) {
        return new IllegalArgumentException(
                "there is no kind of event '"
                        + label
                        + "': they are "
                        + String.join(
                                ", ",
                                Arrays.stream(Event.Kind.values())
                                        .map(Event.Kind::label)
                                        .toList()));
    }

    /// Whether the client wants an event.
    public boolean wants(Event event) {
        return (kinds.isEmpty() || kinds.contains(event.kind()))
                && fields.entrySet().stream()
                        .allMatch(
                                wanted ->
                                        contains(
                                                event.fields().getOrDefault(wanted.getKey(), ""),
                                                wanted.getValue()));
    }

    private static boolean contains(String value, String part) {
        return !value.isEmpty()
                && value.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }
}
