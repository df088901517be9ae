/// A SOCKS 4, 4a and 5 server on loopback for tests: it records what its clients did, and
/// misbehaves the way real servers do where a test asks for it.
///
/// Start reading at [SocksTestServer]; [Conversation] is one client's life, [Wire] its bytes. What
/// the bytes mean is known to [io.tsocks.protocol.SocksServerHandshake].
package io.tsocks.testserver;
