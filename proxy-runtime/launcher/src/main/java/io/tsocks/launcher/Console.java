package io.tsocks.launcher;

import io.tsocks.client.health.HealthEvent;
import io.tsocks.engine.ProxyServer;
import io.tsocks.launcher.supervisor.Journal;
import io.tsocks.net.Printable;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/// Tells the user what the command itself cannot know. By default this is what was refused, and
/// what failed before the destination was reached, each message once.
final class Console implements Journal {

    /// The most messages that are remembered, because a program can cause any number.
    private static final int MOST_REMEMBERED = 1_000;

    private final PrintStream out;
    private final int level;
    private final Set<String> said = new HashSet<>();

    /// @param level TSOCKS_DEBUG: -1 for nothing, 0 for errors, more for everything
    Console(PrintStream out, int level) {
        this.out = out;
        this.level = level;
    }

    @Override
    public void record(Event event) {
        if (level > 0) {
            say("tsocks: " + sentence(event));
        } else if (level == 0 && event.message() != null) {
            if (event.isOurs()) {
                sayOnce("tsocks: " + event.program() + ": " + reason(event));
            } else if (event.outcome() == Outcome.DENIED) {
                sayOnce("tsocks: " + event.program() + ": " + refusal(event));
            }
        }
    }

    /// Only for users who want to know everything: the connects succeed.
    @Override
    public void health(HealthEvent<ProxyServer> event) {
        if (level > 0) {
            say("tsocks: " + sentence(event));
        }
    }

    private static String sentence(HealthEvent<ProxyServer> event) {
        return switch (event) {
            case HealthEvent.Opened<ProxyServer>(
                            ProxyServer server,
                            var failure,
                            int failures,
                            Duration retryIn) ->
                    server
                            + " is left alone for "
                            + Math.max(1, retryIn.toSeconds())
                            + " s after "
                            + failures
                            + (failures == 1 ? " failure: " : " failures: ")
                            + failure.words();
            case HealthEvent.HalfOpen<ProxyServer>(ProxyServer server) ->
                    server + " is tried again";
            case HealthEvent.Closed<ProxyServer>(ProxyServer server) -> server + " answers again";
            case HealthEvent.Switched<ProxyServer>(_, ProxyServer from, ProxyServer to) ->
                    "connects go to " + to + " first, no longer to " + from;
        };
    }

    @Override
    public void lost(long events) {
        say("tsocks: " + events + " lines are missing here because they were not read in time");
    }

    /// Whether an outcome is reported. Successes are only for users who want to know everything.
    @Override
    public boolean heeds(Outcome outcome) {
        return switch (outcome) {
            case PROXIED, DIRECT -> level > 0;
            case DENIED, FAILED -> level >= 0;
        };
    }

    private void sayOnce(String line) {
        if (said.size() < MOST_REMEMBERED && said.add(line)) {
            say(line);
        }
    }

    /// Prints a line. A program chooses its name, and a server its words; neither must control the
    /// terminal.
    private void say(String line) {
        out.println(Printable.of(line.strip()));
    }

    /// What went wrong, with the server if it was at fault.
    private static String reason(Event event) {
        String message = String.valueOf(event.message());
        boolean namesIt = event.server() == null || message.contains(event.server());
        return namesIt ? message : event.server() + ": " + message;
    }

    private static String refusal(Event event) {
        return event.protocol() + " " + event.destination() + " refused: " + event.message();
    }

    private static String sentence(Event event) {
        String what =
                who(event)
                        + event.protocol()
                        + " "
                        + event.destination()
                        + " "
                        + event.outcome().label();
        String how = event.server() == null ? "" : " via " + event.server();
        String why = event.message() == null ? "" : ": " + event.message();
        return what + how + " (" + event.rule() + ")" + why;
    }

    private static String who(Event event) {
        return event.program() + "[" + event.thread() + "]: ";
    }
}
