package io.tsocks.protocol;

/// A GSSAPI mechanism for tests: two tokens, 2 and 1, and messages that are reversed and end in `c`
/// (confidential) or `p` (plain).
final class ReversingContext implements GssapiContext {

    private int tokens = 2;

    @Override
    public byte[] next(byte[] token) {
        return tokens == 0 ? new byte[0] : new byte[] {(byte) tokens--};
    }

    @Override
    public boolean isEstablished() {
        return tokens == 0;
    }

    @Override
    public byte[] wrap(byte[] plain, boolean confidential) {
        byte[] wrapped = new byte[plain.length + 1];
        for (int i = 0; i < plain.length; i++) {
            wrapped[i] = plain[plain.length - 1 - i];
        }
        wrapped[plain.length] = (byte) (confidential ? 'c' : 'p');
        return wrapped;
    }

    @Override
    public byte[] unwrap(byte[] wrapped, boolean confidential) throws GssapiException {
        if (wrapped.length == 0 || wrapped[wrapped.length - 1] != (confidential ? 'c' : 'p')) {
            throw new GssapiException("the message is not protected");
        }
        byte[] plain = new byte[wrapped.length - 1];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = wrapped[plain.length - 1 - i];
        }
        return plain;
    }

    @Override
    public void close() {}
}
