package io.tsocks.protocol;

import io.tsocks.net.SocksVersion;
import java.nio.ByteBuffer;

/// A handshake of SOCKS 4: one message and one reply of eight bytes (two replies for BIND).
///
/// The reply's first byte must be 0. 4 is accepted, too, because some servers repeat the version
/// there. A failure is final with its second byte, because some servers send no more.
final class Socks4Handshake extends SocksHandshake {

    private final SocksRequest request;
    private Octets code = new Octets(2);
    private Octets bound = new Octets(6);

    Socks4Handshake(SocksRequest request, String userId, ByteBuffer earlyData) {
        this.request = request;
        negotiating(Phase.REPLY);
        if (!request.command().inSocks4()) {
            fail(new SocksFailure.Unsendable("SOCKS 4 has no " + request.command()));
            return;
        }
        try {
            send(Messages.request4(request, userId), earlyData);
        } catch (Messages.UnsendableException e) {
            fail(e.failure());
        }
    }

    @Override
    public SocksVersion version() {
        return SocksVersion.SOCKS4;
    }

    @Override
    public int needed() {
        if (state().isOver()) {
            return 0;
        }
        return code.needed() + bound.needed();
    }

    @Override
    void take(ByteBuffer in) {
        if (code.needed() > 0 && code.take(in)) {
            checkCode();
        }
        if (code.needed() == 0 && !state().isOver() && bound.take(in)) {
            granted(request.command(), SocksAddress.Ip.of(bound.copy(2, 4), bound.shortAt(0)));
            code = new Octets(2);
            bound = new Octets(6);
        }
    }

    private void checkCode() {
        SocksReply reply = new SocksReply(SocksVersion.SOCKS4, code.at(1));
        if (code.at(0) != 0 && code.at(0) != Messages.VERSION_4) {
            malformed("its reply starts with byte " + code.at(0) + ", not 0");
        } else if (!reply.isSuccess()) {
            fail(new SocksFailure.Refused(reply, request.destination()));
        }
    }
}
