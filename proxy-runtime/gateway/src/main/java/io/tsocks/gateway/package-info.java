/// Serves libraries that can only be configured with a proxy.
///
/// Start reading at [io.tsocks.gateway.PolicyProxySelector]: its [io.tsocks.gateway.Bridge] accepts
/// connections and passes each to an [io.tsocks.gateway.HttpBridge] or an
/// [io.tsocks.gateway.SocksBridge].
package io.tsocks.gateway;
