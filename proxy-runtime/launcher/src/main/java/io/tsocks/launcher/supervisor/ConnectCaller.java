package io.tsocks.launcher.supervisor;

/// The caller of a connect, for reports.
///
/// @param thread the thread's id
/// @param gated whether the program was told EINPROGRESS, so that it might write too early
/// @param executable the path of the caller's program; empty if it is not gated, or not known
/// @param since when it called, on the clock of `System.nanoTime()`
record ConnectCaller(int thread, boolean gated, String executable, long since) {

    /// A caller whose call waits for the outcome.
    static ConnectCaller waiting(int thread) {
        return new ConnectCaller(thread, false, "", System.nanoTime());
    }
}
