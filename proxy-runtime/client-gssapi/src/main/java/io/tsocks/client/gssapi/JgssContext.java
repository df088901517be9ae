package io.tsocks.client.gssapi;

import io.tsocks.protocol.GssapiContext;
import io.tsocks.protocol.GssapiException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import javax.security.auth.Subject;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.MessageProp;

/// A context of the Java run time's own GSSAPI. Its messages are numbered, so only one thread at a
/// time may use it: the lock separates the thread that reads from the one that writes.
final class JgssContext implements GssapiContext {

    private final GSSContext context;
    private final Subject subject;
    private final String service;
    private final ReentrantLock lock = new ReentrantLock();

    /// @param subject whose tickets are used
    /// @param service the name of the server's service, for messages
    JgssContext(GSSContext context, Subject subject, String service) {
        this.context = context;
        this.subject = subject;
        this.service = service;
    }

    @Override
    public byte[] next(byte[] token) throws GssapiException {
        lock.lock();
        try {
            byte[] next = Subject.callAs(subject, () -> init(token));
            return next == null ? new byte[0] : next;
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw KerberosFailure.of(cause, service, token.length == 0);
        } finally {
            lock.unlock();
        }
    }

    private byte[] init(byte[] token) throws GSSException {
        return context.initSecContext(token, 0, token.length);
    }

    @Override
    public boolean isEstablished() {
        return context.isEstablished();
    }

    @Override
    public byte[] wrap(byte[] plain, boolean confidential) throws GssapiException {
        return locked(() -> context.wrap(plain, 0, plain.length, new MessageProp(0, confidential)));
    }

    @Override
    public byte[] unwrap(byte[] wrapped, boolean confidential) throws GssapiException {
        MessageProp properties = new MessageProp(0, confidential);
        byte[] plain = locked(() -> context.unwrap(wrapped, 0, wrapped.length, properties));
        if (confidential && !properties.getPrivacy()) {
            throw new GssapiException("the server sent a message that anybody could read");
        }
        if (properties.isDuplicateToken() || properties.isOldToken()) {
            throw new GssapiException("a message was sent twice");
        }
        if (properties.isGapToken() || properties.isUnseqToken()) {
            throw new GssapiException("a message is missing or out of order");
        }
        return plain;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            context.dispose();
        } catch (GSSException e) {
            // The context holds no more keys.
        } finally {
            lock.unlock();
        }
    }

    private byte[] locked(Step step) throws GssapiException {
        lock.lock();
        try {
            return step.run();
        } catch (GSSException e) {
            throw new GssapiException(String.valueOf(e.getMessage()), e);
        } finally {
            lock.unlock();
        }
    }

    /// A call that the run time may refuse.
    @FunctionalInterface
    private interface Step {
        byte[] run() throws GSSException;
    }
}
