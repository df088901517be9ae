package io.tsocks.service.events;

import java.time.Instant;
import java.util.Map;

/// Something that happened.
///
/// @param id from 1; the next event has the next one
/// @param fields texts by which events are chosen, and which are shown: `route`, `destination`,
///     `revision` and others, as the kind has them
public record Event(long id, Instant when, Kind kind, Map<String, String> fields) {

    public Event {
        fields = Map.copyOf(fields);
    }

    /// What happened.
    public enum Kind {
        /// The gateway has decided about a connection.
        DECISION,
        /// A connection of the gateway has ended.
        CLOSED,
        /// A revision was applied.
        APPLIED,
        /// A proposal was rejected.
        REJECTED,
        /// The file that is followed cannot be used.
        FILE,
        /// A candidate is tried, or no longer.
        CANDIDATE,
        /// A server has become usable, or unusable.
        HEALTH,
        /// The service's certificate was renewed, or its new files cannot be used.
        CERTIFICATE;

        /// The name in `event:` and in filters.
        public String label() {
            return switch (this) {
                case DECISION -> "decision";
                case CLOSED -> "closed";
                case APPLIED -> "applied";
                case REJECTED -> "rejected";
                case FILE -> "file";
                case CANDIDATE -> "candidate";
                case HEALTH -> "health";
                case CERTIFICATE -> "certificate";
            };
        }
    }
}
