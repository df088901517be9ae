/// Connects as a tsocks.conf says, from Java.
///
/// Start reading at [io.tsocks.client.Tsocks]: its `open` asks [io.tsocks.client.Router] where to
/// go, and [io.tsocks.client.Dialer] goes there with a [io.tsocks.client.TimedSocket] and a
/// [io.tsocks.protocol.SocksHandshake].
package io.tsocks.client;
