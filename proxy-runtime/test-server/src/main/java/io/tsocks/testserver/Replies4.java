package io.tsocks.testserver;

import java.net.Inet4Address;
import java.net.InetSocketAddress;

/// `00 code port ip4`.
record Replies4(Faults faults) implements Replies {

    private static final int GRANTED = 0x5a;
    private static final int REJECTED = 0x5b;

    @Override
    public byte[] granted(InetSocketAddress bound) {
        byte[] reply = reply(GRANTED);
        Fault.BoundAs as = Addresses.bound(faults, bound);
        reply[2] = (byte) (as.port() >> 8);
        reply[3] = (byte) as.port();
        Addresses.literal(as.host())
                .filter(Inet4Address.class::isInstance)
                .ifPresent(address -> System.arraycopy(address.getAddress(), 0, reply, 4, 4));
        return reply;
    }

    @Override
    public byte[] refused(int code) {
        return reply(REJECTED);
    }

    private static byte[] reply(int code) {
        byte[] reply = new byte[8];
        reply[1] = (byte) code;
        return reply;
    }
}
