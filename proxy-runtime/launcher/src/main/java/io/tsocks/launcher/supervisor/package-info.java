/// Answers the trapped calls of one process tree: [Supervisor] is the loop, [ConnectCalls],
/// [OutcomeCalls] and [DatagramCalls] say what each call gets, [Attempts] drives the connects under
/// way, and [SocketTable] remembers what became of each socket.
///
/// Everything here but the [Journal] belongs to one thread, the supervisor's.
package io.tsocks.launcher.supervisor;
