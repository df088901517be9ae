package io.tsocks.agent.programs;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import io.tsocks.testing.Authority;
import io.tsocks.testing.Identity;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.PemKeyCertOptions;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import javax.naming.Context;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;
import javax.net.ssl.SSLContext;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.ftpserver.DataConnectionConfigurationFactory;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;

/// Clients of protocols other than plain HTTP, each with a server of its own on loopback.
final class Protocols {

    private static final int SECONDS = 60;

    private static final String LOOPBACK = "127.0.0.1";

    private Protocols() {}

    /// Stores a file after PASV and reads it after EPSV, over a data connection each.
    ///
    /// @param trusting whether the client connects to the address in the answer to PASV, which is
    ///     192.0.2.7; by default it connects to the address of its control connection
    static String ftp(String host, boolean trusting) throws Exception {
        FTPClient client = new FTPClient();
        client.setIpAddressFromPasvResponse(trusting);
        client.setRemoteVerificationEnabled(!trusting);
        return ftp(client, InetAddress.getByName(host));
    }

    static String ftp(FTPClient client, InetAddress host) throws Exception {
        Path home = Files.createTempDirectory("ftp");
        DataConnectionConfigurationFactory connections = new DataConnectionConfigurationFactory();
        connections.setPassiveExternalAddress("192.0.2.7");
        ListenerFactory listeners = new ListenerFactory();
        listeners.setServerAddress(LOOPBACK);
        listeners.setPort(0);
        listeners.setDataConnectionConfiguration(connections.createDataConnectionConfiguration());
        Listener listener = listeners.createListener();
        FtpServerFactory servers = new FtpServerFactory();
        servers.addListener("default", listener);
        BaseUser user = new BaseUser();
        user.setName("alice");
        user.setPassword("secret");
        user.setHomeDirectory(home.toString());
        user.setAuthorities(List.of(new WritePermission()));
        servers.getUserManager().save(user);
        FtpServer server = servers.createServer();
        server.start();

        client.connect(host, listener.getPort());
        client.login("alice", "secret");
        client.enterLocalPassiveMode();
        client.storeFile(
                "greeting", new ByteArrayInputStream("hello".getBytes(StandardCharsets.UTF_8)));
        client.setUseEPSVwithIPv4(true);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        client.retrieveFile("greeting", read);
        client.logout();
        client.disconnect();
        server.stop();
        return read.toString(StandardCharsets.UTF_8);
    }

    /// Sends a message by SMTP, and reads it by IMAP.
    ///
    /// @param more what a program adds to the properties
    static String mail(String host, Consumer<Properties> more) throws Exception {
        GreenMail server =
                new GreenMail(
                        new ServerSetup[] {
                            new ServerSetup(0, LOOPBACK, ServerSetup.PROTOCOL_SMTP),
                            new ServerSetup(0, LOOPBACK, ServerSetup.PROTOCOL_IMAP)
                        });
        server.setUser("alice@example.org", "alice", "secret");
        server.start();
        Properties properties = new Properties();
        properties.put("mail.smtp.host", host);
        properties.put("mail.smtp.port", "" + server.getSmtp().getPort());
        more.accept(properties);
        Session session = Session.getInstance(properties);
        MimeMessage message = new MimeMessage(session);
        message.setFrom("bob@example.org");
        message.setRecipient(Message.RecipientType.TO, new InternetAddress("alice@example.org"));
        message.setSubject("hello");
        message.setText("Hello.");
        Transport.send(message);
        try (Store store = session.getStore("imap")) {
            store.connect(host, server.getImap().getPort(), "alice", "secret");
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            return inbox.getMessage(1).getSubject();
        } finally {
            server.stop();
        }
    }

    /// @param more what a program adds to the environment
    @SuppressWarnings("BanJNDI") // The server is its own.
    static String ldap(String host, Consumer<Properties> more) throws Exception {
        InMemoryDirectoryServerConfig settings =
                new InMemoryDirectoryServerConfig("dc=example,dc=org");
        settings.setListenerConfigs(
                InMemoryListenerConfig.createLDAPConfig(
                        "plain", InetAddress.ofLiteral(LOOPBACK), 0, null));
        InMemoryDirectoryServer server = new InMemoryDirectoryServer(settings);
        server.add("dn: dc=example,dc=org", "objectClass: domain", "dc: example");
        server.startListening();
        Properties environment = new Properties();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
        environment.put(Context.PROVIDER_URL, "ldap://" + host + ":" + server.getListenPort());
        more.accept(environment);
        DirContext context = new InitialDirContext(environment);
        try {
            return "" + context.getAttributes("dc=example,dc=org").get("dc").get();
        } finally {
            context.close();
            server.close();
        }
    }

    /// Asks a bean over RMI: first the registry, then the object that the registry names.
    @SuppressWarnings("BanJNDI") // As above.
    static String jmx(String host) throws Exception {
        System.setProperty("java.rmi.server.hostname", host);
        CompletableFuture<Integer> port = new CompletableFuture<>();
        // Kept, or it might be collected.
        Registry registry =
                LocateRegistry.createRegistry(
                        0,
                        null,
                        wanted -> {
                            ServerSocket socket =
                                    new ServerSocket(wanted, 0, InetAddress.ofLiteral(LOOPBACK));
                            port.complete(socket.getLocalPort());
                            return socket;
                        });
        String name = ":" + port.get() + "/jmxrmi";
        JMXConnectorServer server =
                JMXConnectorServerFactory.newJMXConnectorServer(
                        new JMXServiceURL("service:jmx:rmi:///jndi/rmi://" + LOOPBACK + name),
                        null,
                        ManagementFactory.getPlatformMBeanServer());
        server.start();
        JMXServiceURL url = new JMXServiceURL("service:jmx:rmi:///jndi/rmi://" + host + name);
        try (JMXConnector connector = JMXConnectorFactory.connect(url)) {
            ObjectName bean = new ObjectName("java.lang:type=Runtime");
            String specification =
                    (String) connector.getMBeanServerConnection().getAttribute(bean, "SpecName");
            return specification + ", registered: " + registry.list().length;
        } finally {
            server.stop();
        }
    }

    /// HTTP/2 over TLS, with a certificate for the host.
    ///
    /// @param more what a program adds to the client
    static String http2(String host, UnaryOperator<HttpClient.Builder> more) throws Exception {
        Authority authority = Authority.create("authority");
        Buffer pem = Buffer.buffer(authority.issue(host).pem());
        HttpServerOptions options =
                new HttpServerOptions()
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setKeyCertOptions(
                                new PemKeyCertOptions().addCertValue(pem).addKeyValue(pem));
        HttpServer server = Vertx.vertx().createHttpServer(options);
        server.requestHandler(request -> request.response().end("hello"));
        int port = listen(server);
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, Identity.trust(authority), null);
        try (HttpClient client = more.apply(HttpClient.newBuilder().sslContext(trusting)).build()) {
            HttpResponse<String> response =
                    client.send(
                            HttpRequest.newBuilder(URI.create("https://" + host + ":" + port))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return response.version() + " " + response.statusCode();
        }
    }

    /// @param more what a program adds to the client
    static String webSocket(String host, UnaryOperator<HttpClient.Builder> more) throws Exception {
        HttpServer server = Vertx.vertx().createHttpServer();
        server.webSocketHandler(Protocols::echo);
        int port = listen(server);
        CompletableFuture<String> answer = new CompletableFuture<>();
        WebSocket.Listener listener =
                new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(
                            WebSocket webSocket, CharSequence data, boolean last) {
                        answer.complete(data.toString());
                        return CompletableFuture.completedStage(null);
                    }
                };
        try (HttpClient client = more.apply(HttpClient.newBuilder()).build()) {
            WebSocket socket =
                    client.newWebSocketBuilder()
                            .buildAsync(URI.create("ws://" + host + ":" + port), listener)
                            .get(SECONDS, TimeUnit.SECONDS);
            socket.sendText("hello", true).get(SECONDS, TimeUnit.SECONDS);
            String text = answer.get(SECONDS, TimeUnit.SECONDS);
            socket.abort();
            return text;
        }
    }

    private static void echo(ServerWebSocket socket) {
        socket.textMessageHandler(socket::writeTextMessage);
    }

    private static int listen(HttpServer server) throws Exception {
        return server.listen(0, LOOPBACK)
                .toCompletionStage()
                .toCompletableFuture()
                .get(SECONDS, TimeUnit.SECONDS)
                .actualPort();
    }
}
