/// Connects channels of Netty where a policy says: [io.tsocks.client.netty.NettyPolicyHandler].
///
/// Start reading there: it lets a [io.tsocks.client.netty.LegSearch] ask the policy, and a
/// [io.tsocks.client.netty.LegHandshake] speak with the server.
package io.tsocks.client.netty;
