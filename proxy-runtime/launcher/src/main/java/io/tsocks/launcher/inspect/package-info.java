/// tsocks-inspect: asks a SOCKS server what it can do.
///
/// [InspectCommand] reads the arguments, [Inspector] asks the questions, each on a connection of
/// its own ([Contact]), and [Inspection] holds the answers for [TextReport] and [JsonReport].
package io.tsocks.launcher.inspect;
