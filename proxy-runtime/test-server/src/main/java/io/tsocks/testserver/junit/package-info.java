/// [io.tsocks.testserver.SocksTestServer] as an extension of JUnit Jupiter. Users of this package
/// must have JUnit Jupiter on their path.
package io.tsocks.testserver.junit;
