package io.tsocks.launcher;

/// Where the command `tsocks` starts.
public final class TsocksMain {

    private TsocksMain() {}

    /// Runs the command and ends the process with its status.
    ///
    /// @param arguments as [LaunchOptions] reads them
    public static void main(String[] arguments) {
        System.exit(new TsocksCommand(System.getenv(), System.out, System.err).run(arguments));
    }
}
