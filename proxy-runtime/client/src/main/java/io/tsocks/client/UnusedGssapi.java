package io.tsocks.client;

import io.tsocks.protocol.GssapiContext;
import io.tsocks.protocol.GssapiException;

/// Stands for a context where GSSAPI is offered to a server, and nobody logs in.
record UnusedGssapi() implements GssapiContext {

    @Override
    public byte[] next(byte[] token) throws GssapiException {
        throw unused();
    }

    @Override
    public boolean isEstablished() {
        return false;
    }

    @Override
    public byte[] wrap(byte[] plain, boolean confidential) throws GssapiException {
        throw unused();
    }

    @Override
    public byte[] unwrap(byte[] wrapped, boolean confidential) throws GssapiException {
        throw unused();
    }

    private static GssapiException unused() {
        return new GssapiException("a check does not log in");
    }

    @Override
    public void close() {}
}
