package io.tsocks.protocol;

import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// What the exceptions of a TLS engine mean, and what a server speaks that does not speak TLS.
final class TlsExceptions {

    private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");
    private static final Pattern PREFIX = Pattern.compile("^\\(\\w+\\) ");

    private static final byte ALERT_RECORD = 21;
    private static final byte HANDSHAKE_RECORD = 22;

    private TlsExceptions() {}

    /// The failure behind an exception: that of our own check of the certificate, or the engine's.
    static TlsFailure failure(SSLException e) {
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedCertificateException refused) {
                return refused.failure();
            }
        }
        String message = PREFIX.matcher(String.valueOf(e.getMessage())).replaceFirst("");
        Matcher alert = ALERT.matcher(message);
        if (alert.find()) {
            return new TlsFailure.Alert(alert.group(1));
        }
        return message.contains("close_notify during handshake")
                ? new TlsFailure.Closed()
                : new TlsFailure.Malformed(message);
    }

    /// What a server seems to speak instead of TLS, in words for a person; empty if it seems to be
    /// TLS.
    ///
    /// @param first its first bytes, at least one
    static String otherProtocol(ByteBuffer first) {
        return switch (first.get(first.position())) {
            case HANDSHAKE_RECORD, ALERT_RECORD -> "";
            case 5 -> "it answers with SOCKS 5 in clear";
            case 0, 4 -> "it answers with SOCKS 4 in clear";
            case 'H' -> "it answers with HTTP in clear";
            default -> "its first byte is " + (first.get(first.position()) & 0xff);
        };
    }
}
