package io.tsocks.protocol;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The client's messages as bytes.
final class Messages {

    static final int VERSION_4 = 4;
    static final int VERSION_5 = 5;
    static final int IP4 = 1;
    static final int NAME = 3;
    static final int IP6 = 4;

    private static final int LONGEST = 3 + 255 + 4 + 255 + 2;

    private Messages() {}

    /// RFC 1928, section 3.
    static ByteBuffer greeting(List<Authentication> offered) {
        ByteBuffer message = ByteBuffer.allocate(2 + offered.size());
        message.put((byte) VERSION_5).put((byte) offered.size());
        for (Authentication method : offered) {
            message.put((byte) method.code());
        }
        return message.flip();
    }

    /// RFC 1929, section 2.
    static ByteBuffer login(Authentication.Password login) throws UnsendableException {
        byte[] user = oneTo255("user name", login.user());
        byte[] password = oneTo255("password", login.password().reveal());
        return ByteBuffer.allocate(3 + user.length + password.length)
                .put((byte) 1)
                .put((byte) user.length)
                .put(user)
                .put((byte) password.length)
                .put(password)
                .flip();
    }

    /// RFC 1928, section 4.
    static ByteBuffer request5(SocksRequest request) {
        ByteBuffer message = ByteBuffer.allocate(LONGEST);
        message.put((byte) VERSION_5).put((byte) request.command().code()).put((byte) 0);
        putAddress(message, request.destination());
        return message.flip();
    }

    /// The address type, the address and the port.
    static void putAddress(ByteBuffer message, SocksAddress address) {
        switch (address) {
            case SocksAddress.Ip ip ->
                    message.put((byte) (ip.address() instanceof Inet6Address ? IP6 : IP4))
                            .put(ip.address().getAddress());
            case SocksAddress.Name name ->
                    message.put((byte) NAME)
                            .put((byte) name.host().length())
                            .put(name.host().getBytes(StandardCharsets.ISO_8859_1));
        }
        message.putShort((short) address.port());
    }

    /// A request of SOCKS 4, or of 4a if the destination is a name, an IPv6 address, or an address
    /// that a server would take for the mark of 4a (0.0.0.1 to 0.0.0.255).
    static ByteBuffer request4(SocksRequest request, String userId) throws UnsendableException {
        byte[] id = userId.getBytes(StandardCharsets.UTF_8);
        checkZeroTerminated("user id", id);
        SocksAddress destination = request.destination();
        byte[] host = hostOf4a(destination);
        ByteBuffer message = ByteBuffer.allocate(LONGEST);
        message.put((byte) VERSION_4).put((byte) request.command().code());
        message.putShort((short) destination.port());
        message.put(host.length == 0 ? ip4(destination) : new byte[] {0, 0, 0, 1});
        message.put(id).put((byte) 0);
        if (host.length > 0) {
            message.put(host).put((byte) 0);
        }
        return message.flip();
    }

    private static byte[] hostOf4a(SocksAddress destination) throws UnsendableException {
        if (destination instanceof SocksAddress.Ip(Inet4Address address, var ignored)
                && !looksLike4a(address.getAddress())) {
            return new byte[0];
        }
        byte[] host = destination.host().getBytes(StandardCharsets.ISO_8859_1);
        checkZeroTerminated("host name", host);
        return host;
    }

    private static boolean looksLike4a(byte[] address) {
        return address[0] == 0 && address[1] == 0 && address[2] == 0 && address[3] != 0;
    }

    private static byte[] ip4(SocksAddress destination) {
        return ((SocksAddress.Ip) destination).address().getAddress();
    }

    private static void checkZeroTerminated(String what, byte[] bytes) throws UnsendableException {
        if (bytes.length > 255) {
            throw new UnsendableException("the " + what + " has more than 255 bytes");
        }
        for (byte b : bytes) {
            if (b == 0) {
                throw new UnsendableException("the " + what + " has a zero byte in it");
            }
        }
    }

    private static byte[] oneTo255(String what, String text) throws UnsendableException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > 255) {
            throw new UnsendableException(
                    "a SOCKS 5 " + what + " has 1 to 255 bytes, this one has " + bytes.length);
        }
        return bytes;
    }

    /// A value does not fit in its message.
    static final class UnsendableException extends Exception {

        private static final long serialVersionUID = 1;

        UnsendableException(String what) {
            super(what);
        }

        SocksFailure failure() {
            return new SocksFailure.Unsendable(String.valueOf(getMessage()));
        }
    }
}
