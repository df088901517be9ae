/// One connect on a program's own socket, as a machine of events and actions: [Attempt]. It knows
/// of no descriptor, no clock and no kernel; whoever drives it does.
package io.tsocks.launcher.attempt;
