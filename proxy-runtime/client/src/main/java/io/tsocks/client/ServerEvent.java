package io.tsocks.client;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/// A change in the health of a server, in a flight recording.
@Name("io.tsocks.Server")
@Label("Server Health")
@Category("tsocks")
@Description("A server that is left alone or used again, or a group that goes to another server")
@StackTrace(false)
final class ServerEvent extends Event {

    @Label("Server")
    @Nullable String server;

    @Label("Change")
    @Description("OPENED (left alone), HALF_OPEN (tried), CLOSED (used again) or SWITCHED")
    @Nullable String change;

    @Label("Failure")
    @Description("The last failure of a server that is left alone")
    @Nullable String failure;

    @Label("Retry In")
    @Description("How long the server is left alone")
    @Timespan(Timespan.NANOSECONDS)
    long retryIn;
}
