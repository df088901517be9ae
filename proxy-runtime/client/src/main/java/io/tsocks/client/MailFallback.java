package io.tsocks.client;

import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Set;

/// A failed connect of Jakarta Mail. That library connects directly whenever the connect of a
/// factory's socket fails, unless its property `socketFactory.fallback` is false, which is not the
/// default. So its connect seems to succeed, and the socket's streams throw the failure instead.
/// They throw it as a time-out, because while the library starts TLS, it treats no other exception
/// as final.
///
/// A socket cannot see that property, so a failed connect looks for that library among its callers.
///
/// @param address the address to which it was to connect
/// @param failure why it did not connect
record MailFallback(InetSocketAddress address, Exception failure) {

    /// The classes of Angus Mail and of its predecessors JavaMail and Jakarta Mail that connect.
    private static final Set<String> CALLERS =
            Set.of("org.eclipse.angus.mail.util.SocketFetcher", "com.sun.mail.util.SocketFetcher");

    /// Whether the library is among the callers in this thread.
    static boolean isCaller() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> CALLERS.contains(frame.getClassName())));
    }

    /// The exception that the socket's streams throw.
    SocketTimeoutException asTimeout() {
        SocketTimeoutException last =
                new SocketTimeoutException(
                        failure.getMessage()
                                + " (told late and as a time-out, because the mail library"
                                + " connects directly after a failed connect unless its property"
                                + " socketFactory.fallback is false, which a socket cannot see)");
        last.initCause(failure);
        return last;
    }
}
