package io.tsocks.client;

import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Set;

/// A connect of Jakarta Mail's that failed. Unless its property `socketFactory.fallback` is false,
/// which is not the default, that library connects directly whenever the connect of a factory's
/// socket fails. So the connect succeeds in its eyes, and the socket's streams throw the failure,
/// as a time-out: the library takes no other for final while it starts TLS.
///
/// Nothing tells a socket of that property, so a failed connect looks for that library among its
/// callers.
///
/// @param address what it was to connect to
/// @param failure why it did not
record MailFallback(InetSocketAddress address, Exception failure) {

    /// Of Angus Mail, and of its predecessors JavaMail and Jakarta Mail.
    private static final Set<String> CALLERS =
            Set.of("org.eclipse.angus.mail.util.SocketFetcher", "com.sun.mail.util.SocketFetcher");

    /// Whether the library is among the callers in this thread.
    static boolean isCaller() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> CALLERS.contains(frame.getClassName())));
    }

    /// What a stream of the socket throws.
    SocketTimeoutException asTimeout() {
        SocketTimeoutException last =
                new SocketTimeoutException(
                        failure.getMessage()
                                + " (told late and as a time-out, because the mail library"
                                + " connects directly after a failed connect; set its property"
                                + " socketFactory.fallback to false)");
        last.initCause(failure);
        return last;
    }
}
