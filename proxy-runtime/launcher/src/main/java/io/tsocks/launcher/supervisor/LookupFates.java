package io.tsocks.launcher.supervisor;

import io.tsocks.linux.Errno;

/// What the journal says about questions that were asked over TCP.
final class LookupFates {

    private LookupFates() {}

    static Fate success(Routing.Plan plan, long millis) {
        return plan instanceof Routing.Plan.Via via
                ? new Fate.Proxied(via.upstream().toString(), millis)
                : new Fate.Direct(millis);
    }

    static Fate failure(Routing.Plan plan, String message, long millis) {
        int errno = Errno.ECONNREFUSED;
        return switch (plan) {
            case Routing.Plan.Refused refused ->
                    new Fate.Denied(errno, message, refused.isOurs(), millis);
            case Routing.Plan.Via via ->
                    new Fate.Failed(via.upstream().toString(), errno, message, true, millis);
            case Routing.Plan.Direct _ -> new Fate.Failed(null, errno, message, true, millis);
        };
    }

    /// What may help where a lookup has failed.
    static String hint(Routing.Plan plan) {
        return plan instanceof Routing.Plan.Via
                ? "; --dns=remote has the SOCKS server resolve names"
                : "";
    }
}
