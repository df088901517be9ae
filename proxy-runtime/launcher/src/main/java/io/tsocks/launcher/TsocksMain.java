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
        // To link the first native call takes longer than to read a policy: both go on at once. It
        // opens files of the Java machine only, which nobody takes for inherited ones.
        Thread.ofPlatform().name("link").daemon().start(Child::adoptOrphans);
        ProcessState.callSelf("tsocks");
        int status = new TsocksCommand(System.getenv(), System.out, System.err).run(arguments);
        // Everything is written by then, and nothing waits for an orderly end, which takes longer.
        Runtime.getRuntime().halt(status);
    }
}
