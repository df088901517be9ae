/// Copies the bytes of programs whose sockets cannot be connected to a server themselves:
/// [Relay]. Each such socket comes in by a [Door] of its own.
package io.tsocks.launcher.relay;
