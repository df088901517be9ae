/// tsocks-inspect: asks a SOCKS server what it can do.
///
/// [InspectCommand] reads the arguments, [Inspector] puts the questions, one connection each
/// ([Contact]), and [Inspection] holds the answers for [TextReport] and [JsonReport].
package io.tsocks.launcher.inspect;
