/// SOCKS 4, 4a and 5, and CONNECT of HTTP, as bytes and states, with no socket, clock or thread.
///
/// Start reading at [io.tsocks.protocol.SocksHandshake], the client's side. The server's is
/// [io.tsocks.protocol.SocksServerHandshake], and the two share no reading and no writing. To add a
/// command: [io.tsocks.protocol.Command] and, if its reply differs,
/// [io.tsocks.protocol.ReplyReader]. To add a method: [io.tsocks.protocol.Authentication], and the
/// compiler shows the rest.
package io.tsocks.protocol;
