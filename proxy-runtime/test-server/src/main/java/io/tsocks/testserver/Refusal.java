package io.tsocks.testserver;

import io.tsocks.protocol.SocksReply;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/// A request is not granted.
final class Refusal extends IOException {

    private static final long serialVersionUID = 1L;

    private final int code;

    /// @param code the reply code of SOCKS 5, 1 to 255
    Refusal(int code, String reason) {
        super(reason);
        this.code = code;
    }

    int code() {
        return code;
    }

    /// The refusal for an error of the system about the target.
    static Refusal of(IOException failure) {
        String reason = String.valueOf(failure.getMessage());
        return switch (failure) {
            case Refusal refusal -> refusal;
            case UnknownHostException e ->
                    new Refusal(SocksReply.HOST_UNREACHABLE, "unknown host " + reason);
            case NoRouteToHostException e -> new Refusal(SocksReply.HOST_UNREACHABLE, reason);
            case SocketTimeoutException e -> new Refusal(SocksReply.TIMED_OUT, reason);
            case ConnectException e when reason.contains("refused") ->
                    new Refusal(SocksReply.CONNECTION_REFUSED, reason);
            case ConnectException e when reason.contains("timed out") ->
                    new Refusal(SocksReply.TIMED_OUT, reason);
            default ->
                    new Refusal(
                            reason.contains("unreachable")
                                    ? SocksReply.NETWORK_UNREACHABLE
                                    : SocksReply.GENERAL_FAILURE,
                            reason);
        };
    }
}
