package io.tsocks.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The address of an AF_UNIX socket in the file system.
///
/// @param path absolute, at most 107 bytes of UTF-8
public record UnixEndpoint(String path) implements StreamAddress {

    @Override
    public byte[] sockaddr() {
        byte[] name = path.getBytes(UTF_8);
        return ByteBuffer.allocate(2 + name.length + 1)
                .order(ByteOrder.nativeOrder())
                .putShort((short) C.AF_UNIX)
                .put(name)
                .array();
    }

    @Override
    public boolean isOnThisMachine() {
        return true;
    }
}
