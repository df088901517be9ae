package io.tsocks.client;

import io.tsocks.net.SocksVersion;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksFailure;
import io.tsocks.protocol.SocksRequest;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// A server's answer to Tor's commands RESOLVE and RESOLVE_PTR, on a connection that ends with the
/// answer.
///
/// @param address an address for a name, a name for an address
record Answer(SocksAddress address) implements Closeable {

    /// The address of a name. If the name was resolved here, because the policy needed its address
    /// to decide or reaches it directly, no server is asked.
    static Answer ofName(Dialer dialer, Router.Hop hop, Progress progress) throws IOException {
        return switch (hop) {
            case Router.Via via ->
                    switch (via.destination()) {
                        case SocksAddress.Name name ->
                                ask(dialer, via, SocksRequest.resolve(name.host()), progress);
                        case SocksAddress.Ip ip -> new Answer(ip);
                    };
            case Router.Direct direct -> new Answer(direct.destination());
        };
    }

    /// The name of an address.
    static Answer ofAddress(Dialer dialer, Router.Hop hop, InetAddress address, Progress progress)
            throws IOException {
        return switch (hop) {
            case Router.Via via -> ask(dialer, via, SocksRequest.resolvePointer(address), progress);
            case Router.Direct(SocksAddress.Ip ip, var ignored) ->
                    throw new UnknownHostException(
                            ip.host()
                                    + " is reached directly, and only SOCKS servers are asked for"
                                    + " names; ask the system's resolver");
        };
    }

    private static Answer ask(
            Dialer dialer, Router.Via via, SocksRequest question, Progress progress)
            throws IOException {
        Granted granted = dialer.request(via, Order.of(question, true), progress);
        granted.socket().close();
        SocksAddress answer = granted.bound();
        boolean wantsName = question.destination() instanceof SocksAddress.Ip;
        if (answer instanceof SocksAddress.Name != wantsName) {
            throw SocksException.of(
                    Phase.REPLY,
                    via.server(),
                    via.destination(),
                    new SocksFailure.Malformed(
                            SocksVersion.SOCKS5, "it answered the question with " + answer),
                    null);
        }
        return new Answer(answer);
    }

    /// Does nothing: the connection is closed already.
    @Override
    public void close() {}
}
