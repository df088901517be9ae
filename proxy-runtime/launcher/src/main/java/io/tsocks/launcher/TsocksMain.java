package io.tsocks.launcher;

/// Where the command `tsocks` starts.
public final class TsocksMain {

    private TsocksMain() {}

    /// Runs the command and ends the process with its status.
    ///
    /// @param arguments as [LaunchOptions] reads them
    public static void main(String[] arguments) {
        int status = new TsocksCommand(System.getenv(), System.out, System.err).run(arguments);
        // Everything is written by then, and nothing waits for an orderly end, which takes longer.
        Runtime.getRuntime().halt(status);
    }
}
