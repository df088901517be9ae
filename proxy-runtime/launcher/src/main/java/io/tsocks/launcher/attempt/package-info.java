/// One connect on a program's own socket, as a state machine of events and actions: [Attempt]. It
/// knows no descriptor, clock or kernel; its driver does.
package io.tsocks.launcher.attempt;
