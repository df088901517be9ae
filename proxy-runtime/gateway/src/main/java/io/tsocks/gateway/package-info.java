/// Serves libraries that can be told of a proxy and of nothing else.
///
/// Start reading at [io.tsocks.gateway.PolicyProxySelector]: its [io.tsocks.gateway.Bridge] accepts
/// connections and hands each to an [io.tsocks.gateway.HttpBridge] or an
/// [io.tsocks.gateway.SocksBridge].
package io.tsocks.gateway;
