package io.tsocks.client.gssapi;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.MessageProp;

/// A SOCKS 5 server that takes GSSAPI only (RFC 1961) and, once the request is granted, sends back
/// what it gets. For one connection.
final class GssapiServer implements AutoCloseable {

    private static final byte[] GRANTED = {5, 0, 0, 1, 127, 0, 0, 1, 0, 80};

    private final ServerSocket listener =
            new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
    private final Subject subject;
    private final int level;
    private final CompletableFuture<String> client = new CompletableFuture<>();

    /// @param level the protection that it agrees to, 1 or 2
    GssapiServer(Path keytab, String principal, int level) throws Exception {
        this.level = level;
        Configuration configuration = configuration(keytab, principal);
        LoginContext login = new LoginContext("server", new Subject(), null, configuration);
        login.login();
        subject = login.getSubject();
        Thread.ofPlatform().daemon().start(this::serve);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /// Who the client proved to be, or why it did not.
    CompletableFuture<String> client() {
        return client;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve() {
        try (Socket socket = listener.accept()) {
            Subject.callAs(
                    subject,
                    () -> {
                        converse(
                                new DataInputStream(socket.getInputStream()),
                                new DataOutputStream(socket.getOutputStream()));
                        return true;
                    });
        } catch (IOException | CompletionException e) {
            client.completeExceptionally(e);
        }
    }

    private void converse(DataInputStream in, DataOutputStream out) throws Exception {
        in.readUnsignedByte();
        in.skipNBytes(in.readUnsignedByte());
        out.write(new byte[] {5, 1});
        GSSContext context = GSSManager.getInstance().createContext((GSSCredential) null);
        while (!context.isEstablished()) {
            byte[] token = frame(in, 1);
            byte[] answer = context.acceptSecContext(token, 0, token.length);
            send(out, 1, answer == null ? new byte[0] : answer);
        }
        client.complete(Objects.requireNonNull(context.getSrcName()).toString());
        unwrap(context, frame(in, 2));
        send(out, 2, wrap(context, new byte[] {(byte) level}, false));
        unwrap(context, frame(in, 3));
        send(out, 3, wrap(context, GRANTED, level == 2));
        while (true) {
            send(out, 3, wrap(context, unwrap(context, frame(in, 3)), level == 2));
        }
    }

    private static byte[] frame(DataInputStream in, int type) throws IOException {
        if (in.readUnsignedByte() != 1 || in.readUnsignedByte() != type) {
            throw new IOException("not the message that was due");
        }
        byte[] body = new byte[in.readUnsignedShort()];
        in.readFully(body);
        return body;
    }

    private static void send(DataOutputStream out, int type, byte[] body) throws IOException {
        out.write(new byte[] {1, (byte) type});
        out.writeShort(body.length);
        out.write(body);
        out.flush();
    }

    private static byte[] wrap(GSSContext context, byte[] plain, boolean confidential)
            throws Exception {
        return context.wrap(plain, 0, plain.length, new MessageProp(0, confidential));
    }

    private static byte[] unwrap(GSSContext context, byte[] wrapped) throws Exception {
        return context.unwrap(wrapped, 0, wrapped.length, new MessageProp(false));
    }

    private static Configuration configuration(Path keytab, String principal) {
        Map<String, String> options =
                Map.of(
                        "useKeyTab", "true",
                        "keyTab", keytab.toString(),
                        "principal", principal,
                        "storeKey", "true",
                        "doNotPrompt", "true",
                        "isInitiator", "false",
                        "refreshKrb5Config", "true");
        AppConfigurationEntry entry =
                new AppConfigurationEntry(
                        "com.sun.security.auth.module.Krb5LoginModule",
                        LoginModuleControlFlag.REQUIRED,
                        options);
        return new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                return new AppConfigurationEntry[] {entry};
            }
        };
    }
}
