package io.tsocks.launcher;

import io.tsocks.protocol.GssapiContext;
import io.tsocks.protocol.GssapiException;
import java.util.Arrays;

/// A context of GSSAPI whose protected messages end in a `p`.
public class MarkingContext implements GssapiContext {

    private static final byte MARK = 'p';

    @Override
    public byte[] next(byte[] token) {
        return new byte[] {1};
    }

    @Override
    public boolean isEstablished() {
        return true;
    }

    @Override
    public byte[] wrap(byte[] plain, boolean confidential) {
        byte[] wrapped = Arrays.copyOf(plain, plain.length + 1);
        wrapped[plain.length] = MARK;
        return wrapped;
    }

    @Override
    public byte[] unwrap(byte[] wrapped, boolean confidential) throws GssapiException {
        if (wrapped.length == 0 || wrapped[wrapped.length - 1] != MARK) {
            throw new GssapiException("the mark is missing");
        }
        return Arrays.copyOf(wrapped, wrapped.length - 1);
    }

    @Override
    public void close() {}
}
