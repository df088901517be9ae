package io.tsocks.launcher.datagram;

import io.tsocks.linux.InetEndpoint;
import io.tsocks.protocol.SocksAddress;
import java.util.function.Supplier;

/// Where datagrams of a program go, and how.
///
/// @param servers stands for the servers that may carry them: a socket has one association for
///     each
/// @param requests requests that association
/// @param target what the server is told
/// @param shown the address by which the program knows the destination
/// @param announcement what is told of them; found out only for the first datagram of a socket to a
///     destination, because that takes a while
public record Route(
        Object servers,
        Requests requests,
        SocksAddress target,
        InetEndpoint shown,
        Supplier<Announcement> announcement) {}
