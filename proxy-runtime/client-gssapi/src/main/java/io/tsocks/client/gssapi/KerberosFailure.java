package io.tsocks.client.gssapi;

import io.tsocks.protocol.CredentialsException;
import io.tsocks.protocol.GssapiException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts failures of the Java run time's Kerberos into words, with what to do. Its exceptions have
/// the numbers of RFC 4120, section 7.5.9, in their texts only.
final class KerberosFailure {

    private static final Pattern NUMBER = Pattern.compile("\\((\\d{1,3})\\)");

    private static final int UNKNOWN_CLIENT = 6;
    private static final int UNKNOWN_SERVICE = 7;
    private static final int NO_SUCH_CIPHER = 14;
    private static final int EXPIRED = 32;
    private static final int NOT_YET_VALID = 33;
    private static final int CLOCK_SKEW = 37;

    private KerberosFailure() {}

    /// The exception for a context that did not come about.
    ///
    /// @param service the name of the server's service, `rcmd@gate.example.com`
    /// @param isFirst whether the server has said nothing yet, so that it is not at fault
    static GssapiException of(Throwable failure, String service, boolean isFirst) {
        String principal = service.replace('@', '/');
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return new CredentialsException(unreachable(cause), failure);
            }
        }
        return switch (number(failure)) {
            case UNKNOWN_SERVICE ->
                    new GssapiException(
                            "the Kerberos server does not know the service "
                                    + principal
                                    + ": gssapi_service in tsocks.conf says which one it is",
                            failure);
            case EXPIRED, NOT_YET_VALID ->
                    new CredentialsException(
                            "the Kerberos ticket has expired or is not valid yet: run kinit",
                            failure);
            case CLOCK_SKEW ->
                    new CredentialsException(
                            "the clock of this machine differs too much from that of the Kerberos"
                                    + " server or of the server: set the clock",
                            failure);
            case UNKNOWN_CLIENT ->
                    new CredentialsException(
                            "the Kerberos server does not know the user of the ticket any more: run"
                                    + " kinit",
                            failure);
            case NO_SUCH_CIPHER ->
                    new CredentialsException(
                            "the Kerberos server has no key of a type that Java uses: give "
                                    + principal
                                    + " a key of AES (ktadd -e aes256-cts)",
                            failure);
            default -> other(failure, isFirst);
        };
    }

    private static GssapiException other(Throwable failure, boolean isFirst) {
        String text = "Kerberos failed: " + text(failure);
        return isFirst
                ? new CredentialsException(
                        text + "; klist shows the tickets there are, kinit gets one", failure)
                : new GssapiException(text, failure);
    }

    private static String unreachable(Throwable cause) {
        return (cause instanceof SocketTimeoutException
                        ? "the Kerberos server (KDC) does not answer"
                        : "the Kerberos server (KDC) cannot be reached: " + cause.getMessage())
                + "; krb5.conf says where it is";
    }

    /// The number of the outermost text that has one; -1 if none has. Those further in may be of
    /// the decoder that has found no answer where there is an error.
    private static int number(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher matcher = NUMBER.matcher(String.valueOf(cause.getMessage()));
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
        }
        return -1;
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
