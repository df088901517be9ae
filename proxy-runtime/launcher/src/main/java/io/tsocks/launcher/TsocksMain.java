package io.tsocks.launcher;

import io.tsocks.linux.Child;
import io.tsocks.linux.ProcessState;

/// Where the command `tsocks` starts.
public final class TsocksMain {

    private TsocksMain() {}

    /// Runs the command and ends the process with its status.
    ///
    /// @param arguments as [LaunchOptions] reads them
    public static void main(String[] arguments) {
        // Linking the first native call takes longer than reading a policy, so both run at once.
        // This opens only files of the Java virtual machine, which are not mistaken for inherited
        // ones.
        Thread.ofPlatform().name("link").daemon().start(Child::adoptOrphans);
        ProcessState.callSelf("tsocks");
        int status = new TsocksCommand(System.getenv(), System.out, System.err).run(arguments);
        // Everything has been written, and an orderly shutdown would take longer for nothing.
        Runtime.getRuntime().halt(status);
    }
}
