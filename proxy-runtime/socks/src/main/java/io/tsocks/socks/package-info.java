/// SOCKS 4, 4a and 5 as bytes and states, with no socket, clock or thread.
///
/// Start reading at [io.tsocks.socks.SocksHandshake]. To add a command: [io.tsocks.socks.Command]
/// and, where its reply differs, [io.tsocks.socks.ReplyReader]. To add a method:
/// [io.tsocks.socks.Authentication], and the compiler shows the rest.
package io.tsocks.socks;
