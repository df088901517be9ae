package io.tsocks.agent.inside;

import io.tsocks.client.InvalidPolicyException;
import io.tsocks.client.ReloadListener;
import io.tsocks.net.FileTrouble;
import java.io.IOException;
import java.nio.file.Path;

/// Tells on standard error that a changed file is not obeyed. Without that, a policy that was meant
/// to close something would silently stay open.
final class PolicyNews implements ReloadListener {

    @Override
    public void failed(Path file, IOException reason) {
        System.err.println(
                "tsocks-agent: "
                        + inOneLine(file, reason)
                        + "; the policy before it stays in force");
    }

    /// Why a file is no policy, with its name.
    static String inOneLine(Object file, IOException reason) {
        return reason instanceof InvalidPolicyException
                ? String.valueOf(reason.getMessage()).replaceAll("\\s*\n\\s*", " ")
                : file + ": " + FileTrouble.reason(reason);
    }
}
