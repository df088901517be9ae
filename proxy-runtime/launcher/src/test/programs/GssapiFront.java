import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.MessageProp;

/// The acceptor's side of RFC 1961 in front of a SOCKS 5 server without login: what it unwraps goes
/// there. Arguments: address, port, port of the server behind, keytab, principal, and what it does:
/// `integrity` or `confidentiality` is the most that it agrees to, `none` agrees to no protection,
/// `garbage` sends a damaged message after the reply, `truncated` closes within one, `nonsense`
/// answers the first token with bytes that are none, and `refuses` with an abort.
final class GssapiFront {

    private final String deed;
    private final int behind;

    private GssapiFront(String deed, int behind) {
        this.deed = deed;
        this.behind = behind;
    }

    public static void main(String[] args) throws Exception {
        GssapiFront front = new GssapiFront(args[5], Integer.parseInt(args[2]));
        Subject subject = login(Path.of(args[3]), args[4]);
        try (ServerSocket listener = new ServerSocket()) {
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(args[0], Integer.parseInt(args[1])), 1000);
            while (true) {
                Socket client = listener.accept();
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> Subject.callAs(subject, () -> front.serve(client)));
            }
        }
    }

    private static Subject login(Path keytab, String principal) throws Exception {
        Map<String, String> options =
                Map.of(
                        "useKeyTab", "true",
                        "keyTab", keytab.toString(),
                        "principal", principal,
                        "storeKey", "true",
                        "doNotPrompt", "true",
                        "isInitiator", "false");
        AppConfigurationEntry entry =
                new AppConfigurationEntry(
                        "com.sun.security.auth.module.Krb5LoginModule",
                        LoginModuleControlFlag.REQUIRED,
                        options);
        Configuration configuration =
                new Configuration() {
                    @Override
                    public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                        return new AppConfigurationEntry[] {entry};
                    }
                };
        LoginContext login = new LoginContext("front", new Subject(), null, configuration);
        login.login();
        return login.getSubject();
    }

    private boolean serve(Socket client) {
        try (client;
                Socket server = new Socket("127.0.0.1", behind)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(client.getInputStream());
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            new Protected(in, out, deed).carry(client, server);
        } catch (Exception e) {
            System.out.println("ended: " + e);
        }
        return true;
    }

    /// One connection.
    private static final class Protected {
        private final DataInputStream in;
        private final DataOutputStream out;
        private final String deed;
        private final GSSContext context;
        private final int level;
        private int sent;

        Protected(DataInputStream in, DataOutputStream out, String deed) throws Exception {
            this.in = in;
            this.out = out;
            this.deed = deed;
            in.readUnsignedByte();
            byte[] methods = new byte[in.readUnsignedByte()];
            in.readFully(methods);
            System.out.println("offered: " + Arrays.toString(methods));
            out.write(new byte[] {5, 1});
            context = GSSManager.getInstance().createContext((GSSCredential) null);
            while (!context.isEstablished()) {
                byte[] token = frame(1);
                if (deed.equals("refuses")) {
                    out.write(new byte[] {1, (byte) 0xff});
                    throw new IOException("refused");
                }
                byte[] answer =
                        deed.equals("nonsense")
                                ? new byte[] {1, 2, 3}
                                : context.acceptSecContext(token, 0, token.length);
                send(1, answer == null ? new byte[0] : answer);
                if (deed.equals("nonsense")) {
                    throw new IOException("nonsense");
                }
            }
            System.out.println("client: " + context.getSrcName());
            byte[] wanted = frame(2);
            byte[] asked = context.unwrap(wanted, 0, wanted.length, new MessageProp(false));
            int most =
                    switch (deed) {
                        case "none" -> 0;
                        case "integrity" -> 1;
                        default -> 2;
                    };
            level = Math.min(asked[0], most);
            System.out.println("level: " + level);
            byte[] answer = {(byte) level};
            send(2, context.wrap(answer, 0, 1, new MessageProp(0, false)));
        }

        private byte[] frame(int type) throws IOException {
            int version = in.read();
            if (version < 0) {
                throw new EOFException();
            }
            int got = in.readUnsignedByte();
            if (version != 1 || got != type) {
                throw new IOException("a message of type " + got);
            }
            byte[] body = new byte[in.readUnsignedShort()];
            in.readFully(body);
            return body;
        }

        private void send(int type, byte[] body) throws IOException {
            byte[] all = new byte[4 + body.length];
            all[0] = 1;
            all[1] = (byte) type;
            all[2] = (byte) (body.length >> 8);
            all[3] = (byte) body.length;
            System.arraycopy(body, 0, all, 4, body.length);
            if (deed.equals("garbage") && sent++ > 2) {
                all[all.length - 1] ^= 1;
            }
            if (deed.equals("truncated") && sent++ > 2) {
                out.write(all, 0, all.length - 1);
                out.flush();
                throw new IOException("truncated");
            }
            out.write(all);
            out.flush();
        }

        /// The server behind is spoken to without a login, and what follows is its client's.
        void carry(Socket client, Socket server) throws Exception {
            OutputStream to = server.getOutputStream();
            InputStream from = server.getInputStream();
            to.write(new byte[] {5, 1, 0});
            from.readNBytes(2);
            Thread back = Thread.ofPlatform().daemon().start(() -> wrapAll(from, client));
            try {
                while (true) {
                    byte[] wrapped = frame(3);
                    MessageProp properties = new MessageProp(false);
                    byte[] plain;
                    synchronized (context) {
                        plain = context.unwrap(wrapped, 0, wrapped.length, properties);
                    }
                    if (properties.getPrivacy() != (level == 2)) {
                        throw new IOException("not protected as agreed");
                    }
                    to.write(plain);
                }
            } catch (EOFException e) {
                server.shutdownOutput();
                back.join();
            }
        }

        private void wrapAll(InputStream from, Socket client) {
            byte[] buffer = new byte[30_000];
            try {
                for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                    byte[] wrapped;
                    synchronized (context) {
                        wrapped = context.wrap(buffer, 0, n, new MessageProp(0, level == 2));
                    }
                    send(3, wrapped);
                }
                client.shutdownOutput();
            } catch (Exception e) {
                System.out.println("back: " + e);
                close(client);
            }
        }

        private static void close(Socket socket) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is closed all the same.
            }
        }
    }
}
