package io.tsocks.client;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/// A connect in a flight recording.
@Name("io.tsocks.Connect")
@Label("SOCKS Connect")
@Category("tsocks")
@Description("A connection made, or not made, as a tsocks policy says")
@StackTrace(false)
final class ConnectEvent extends Event {

    @Label("Destination")
    @Description("As the program asked for it")
    @Nullable String destination;

    @Label("Address")
    @Description(
            "What was connected to or asked of the server: one of the name's addresses if it was resolved")
    @Nullable String address;

    @Label("Resolving")
    @Description("How long it took to find the addresses of the name")
    @Timespan(Timespan.NANOSECONDS)
    long resolving;

    @Label("Route")
    @Nullable String route;

    @Label("Rule")
    @Nullable String rule;

    @Label("Handshake")
    @Nullable String handshake;

    @Label("Connected")
    boolean connected;

    @Label("Last Phase")
    @Nullable String phase;

    @Label("Error")
    @Nullable String error;
}
