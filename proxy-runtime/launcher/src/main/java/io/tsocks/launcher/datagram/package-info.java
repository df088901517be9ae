/// Carries the datagrams of programs' UDP sockets through SOCKS 5 servers: [DatagramRelay]. What it
/// knows of one socket of a program is a [Correspondent].
package io.tsocks.launcher.datagram;
