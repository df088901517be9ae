package io.tsocks.gateway;

import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Proves to a bridge that a client belongs to the program that opened it. It is a secret of that
/// program, new for each bridge. It is sent over loopback only, and the bridge does not pass it on.
final class Passkey {

    private static final String USER = "tsocks";
    private static final int BYTES = 24;

    private final String key;

    private Passkey(String key) {
        this.key = key;
    }

    static Passkey random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Passkey(Base64.getUrlEncoder().encodeToString(bytes));
    }

    /// The value of a Proxy-Authorization field (RFC 6750). Java does not send Basic to tunnels,
    /// but it does send this.
    String authorization() {
        return "Bearer " + key;
    }

    /// Whether a Proxy-Authorization field contains the passkey, as Bearer or as the password of
    /// Basic.
    boolean opens(String authorization) {
        String basic = USER + ":" + key;
        String encoded =
                Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.US_ASCII));
        int blank = authorization.indexOf(' ');
        String scheme = authorization.substring(0, Math.max(blank, 0)).toLowerCase(Locale.ROOT);
        String value = authorization.substring(blank + 1).strip();
        return (scheme.equals("bearer") && isSame(value, key))
                || (scheme.equals("basic") && isSame(value, encoded));
    }

    /// Whether the login of a SOCKS 5 client is the passkey.
    boolean opens(String user, String password) {
        return user.equals(USER) && isSame(password, key);
    }

    /// An authenticator that answers for a bridge and lets `others` answer for everything else.
    ///
    /// @param others null if there is no other authenticator
    Authenticator authenticator(InetSocketAddress bridge, @Nullable Authenticator others) {
        return new Authenticator() {
            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                boolean isBridge =
                        getRequestingPort() == bridge.getPort()
                                && bridge.getAddress().getHostAddress().equals(getRequestingHost());
                if (isBridge) {
                    return new PasswordAuthentication(USER, key.toCharArray());
                }
                return others == null
                        ? null
                        : others.requestPasswordAuthenticationInstance(
                                getRequestingHost(),
                                getRequestingSite(),
                                getRequestingPort(),
                                getRequestingProtocol(),
                                getRequestingPrompt(),
                                getRequestingScheme(),
                                getRequestingURL(),
                                getRequestorType());
            }
        };
    }

    private static boolean isSame(String given, String known) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), known.getBytes(StandardCharsets.UTF_8));
    }
}
