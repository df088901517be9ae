/// Proxies that connect as a policy says: for others, and for libraries that can only be configured
/// with a proxy.
///
/// Start reading at [io.tsocks.gateway.Gateway]: a [io.tsocks.gateway.Session] serves each client,
/// and a [io.tsocks.gateway.RelayLoop] carries its bytes. [io.tsocks.gateway.PolicyProxySelector]
/// is for the libraries of a program: its [io.tsocks.gateway.Bridge] serves that program alone.
package io.tsocks.gateway;
