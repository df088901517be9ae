/// Connects where a tsocks.conf says, from Java.
///
/// Start reading at [io.tsocks.runtime.Tsocks]: its `open` asks [io.tsocks.runtime.Router] where to
/// go, and [io.tsocks.runtime.Dialer] goes there with a [io.tsocks.runtime.TimedSocket] and a
/// [io.tsocks.protocol.SocksHandshake].
package io.tsocks.runtime;
