/// [io.tsocks.testserver.SocksTestServer] as an extension of JUnit Jupiter, which must be on the
/// path of whoever uses this package.
package io.tsocks.testserver.junit;
