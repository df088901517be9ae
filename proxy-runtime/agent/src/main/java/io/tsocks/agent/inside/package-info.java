/// The agent: weaves the JDK's sockets, and connects them as a policy says. An own class loader
/// loads this package and its libraries.
package io.tsocks.agent.inside;
