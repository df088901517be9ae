package io.tsocks.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The client's messages of HTTP as bytes.
final class HttpRequests {

    private static final String LETTERS_OF_NAMES =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=";

    private HttpRequests() {}

    /// RFC 9110, section 9.3.6, with the credentials of RFC 7617.
    static byte[] connect(SocksRequest request, Authentication.@Nullable Password login)
            throws Messages.UnsendableException {
        if (request.command() != Command.CONNECT) {
            throw new Messages.UnsendableException("HTTP has no " + request.command());
        }
        String target = target(request.destination());
        String text =
                "CONNECT %s HTTP/1.1\r\nHost: %s\r\n%s\r\n"
                        .formatted(target, target, login == null ? "" : authorization(login));
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String target(SocksAddress destination) throws Messages.UnsendableException {
        if (destination instanceof SocksAddress.Name(String host, var ignored)
                && !host.chars().allMatch(c -> LETTERS_OF_NAMES.indexOf(c) >= 0)) {
            throw new Messages.UnsendableException(
                    "the host name has a character that HTTP has no place for");
        }
        return destination.toString();
    }

    private static String authorization(Authentication.Password login)
            throws Messages.UnsendableException {
        String password = login.password().reveal();
        if (login.user().indexOf(':') >= 0) {
            throw new Messages.UnsendableException("a user name for HTTP has no colon in it");
        }
        checkPrintable("user name", login.user());
        checkPrintable("password", password);
        byte[] pair = (login.user() + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(pair) + "\r\n";
    }

    private static void checkPrintable(String what, String text)
            throws Messages.UnsendableException {
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new Messages.UnsendableException(
                    "the " + what + " has a control character in it");
        }
    }
}
