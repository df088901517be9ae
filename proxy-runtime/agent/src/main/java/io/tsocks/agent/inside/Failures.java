package io.tsocks.agent.inside;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;

/// What a program is told of a connect that has failed, in the exceptions that it knows. They have
/// no cause: its class would be one of the agent's, which the program cannot load.
final class Failures {

    private Failures() {}

    /// The exception for the program.
    ///
    /// @param isLate whether the time was over
    static IOException forProgram(Throwable failure, boolean isLate) {
        if (failure instanceof ClosedChannelException || isOfJdk(failure)) {
            return (IOException) failure;
        }
        String message = message(failure);
        if (isLate || failure instanceof SocketTimeoutException) {
            return new SocketTimeoutException(message);
        }
        return new ConnectException(message);
    }

    /// Whether the kernel's own exception of a direct connect says it all.
    private static boolean isOfJdk(Throwable failure) {
        return failure instanceof IOException
                && failure.getClass().getClassLoader() == null
                && !(failure instanceof UnknownHostException)
                && failure.getCause() == null
                && failure.getSuppressed().length == 0;
    }

    private static String message(Throwable failure) {
        return failure instanceof IOException
                ? "tsocks: " + failure.getMessage()
                : "tsocks: the agent failed, so nothing was connected: " + failure;
    }
}
