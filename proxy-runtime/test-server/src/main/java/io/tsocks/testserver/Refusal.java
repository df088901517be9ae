package io.tsocks.testserver;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/// A request that is not granted.
final class Refusal extends IOException {

    private static final long serialVersionUID = 1L;

    static final int GENERAL = 1;
    static final int NOT_ALLOWED = 2;
    static final int NETWORK_UNREACHABLE = 3;
    static final int HOST_UNREACHABLE = 4;
    static final int REFUSED = 5;
    static final int EXPIRED = 6;
    static final int COMMAND = 7;
    static final int ADDRESS_TYPE = 8;

    private final int code;

    /// @param code the reply code of SOCKS 5, RFC 1928 section 6
    Refusal(int code, String reason) {
        super(reason);
        this.code = code;
    }

    int code() {
        return code;
    }

    /// The refusal for what the system said about the target.
    static Refusal of(IOException failure) {
        String reason = String.valueOf(failure.getMessage());
        return switch (failure) {
            case Refusal refusal -> refusal;
            case UnknownHostException e -> new Refusal(HOST_UNREACHABLE, "unknown host " + reason);
            case NoRouteToHostException e -> new Refusal(HOST_UNREACHABLE, reason);
            case SocketTimeoutException e -> new Refusal(EXPIRED, reason);
            case ConnectException e when reason.contains("refused") -> new Refusal(REFUSED, reason);
            case ConnectException e when reason.contains("timed out") ->
                    new Refusal(EXPIRED, reason);
            default ->
                    new Refusal(
                            reason.contains("unreachable") ? NETWORK_UNREACHABLE : GENERAL, reason);
        };
    }
}
