package io.tsocks.testserver;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;

/// `05 code 00 type address port`, RFC 1928 section 6.
record Replies5(Faults faults) implements Replies {

    @Override
    public byte[] granted(InetSocketAddress bound) {
        Fault.BoundAs as = Addresses.bound(faults, bound);
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        reply.writeBytes(new byte[] {5, 0, 0});
        reply.writeBytes(Addresses.encode(as.host(), as.port()));
        return reply.toByteArray();
    }

    @Override
    public byte[] refused(int code) {
        int type =
                faults.find(Fault.RefusalAddressType.class)
                        .map(Fault.RefusalAddressType::type)
                        .orElse(Addresses.IPV4);
        return new byte[] {5, (byte) code, 0, (byte) type, 0, 0, 0, 0, 0, 0};
    }
}
