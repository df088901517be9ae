/// SOCKS 4, 4a and 5, and CONNECT of HTTP, as bytes and states, with no socket, clock or thread.
///
/// Start reading at [io.tsocks.protocol.SocksHandshake], the client's side. The server's is
/// [io.tsocks.protocol.SocksServerHandshake], and the two share no reading and no writing. Those of
/// CONNECT, [io.tsocks.protocol.HttpConnectHandshake] and
/// [io.tsocks.protocol.HttpServerHandshake], share [io.tsocks.protocol.HttpHead], which takes heads
/// apart, and nothing else. To add a
/// command: [io.tsocks.protocol.Command] and, where its reply differs,
/// [io.tsocks.protocol.ReplyReader]. To add a method: [io.tsocks.protocol.Authentication], and the
/// compiler shows the rest.
package io.tsocks.protocol;
