/// A SOCKS 4, 4a and 5 server on loopback for tests: it records what its clients did, and if a test
/// asks for it, misbehaves the way real servers do.
///
/// Start reading at [SocksTestServer]. [Conversation] serves one client, and [Wire] carries its
/// bytes. [io.tsocks.protocol.SocksServerHandshake] knows what the bytes mean.
package io.tsocks.testserver;
