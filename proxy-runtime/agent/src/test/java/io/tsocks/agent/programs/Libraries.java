package io.tsocks.agent.programs;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.Session;
import io.grpc.ManagedChannelBuilder;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.lettuce.core.RedisClient;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.vertx.core.http.HttpClientOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.RMIClientSocketFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.http.impl.client.HttpClients;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.asynchttpclient.Dsl;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.transport.Daemon;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;
import redis.clients.jedis.Jedis;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// A program that knows nothing of tsocks. It uses libraries, and prints what each got. If a
/// library needs a server that is not at the port given, the program has one on loopback.
public final class Libraries {

    private static final int SECONDS = 60;

    private Libraries() {}

    /// Uses one library after the other.
    ///
    /// @param arguments the libraries with semicolons between them, the host, and the port of its
    ///     server; 0 if it has its own
    @SuppressWarnings("CatchAndPrintStackTrace") // The tests look for causes.
    public static void main(String... arguments) {
        int status = 1;
        try {
            for (String library : arguments[0].split(";", -1)) {
                System.out.println(use(library, arguments[1], Integer.parseInt(arguments[2])));
            }
            status = 0;
        } catch (Throwable e) {
            e.printStackTrace();
        }
        // Some libraries leave threads behind.
        System.exit(status);
    }

    private static String use(String library, String host, int port) throws Exception {
        String url = "http://" + host + ":" + port + "/";
        return switch (library) {
            case "JDK" -> jdk(host, port);
            case "OkHttp" -> Web.okHttp(url);
            case "HttpClient 5" -> Web.classic(url);
            case "HttpClient 5 async" -> Web.async(url, HttpAsyncClients.createDefault());
            case "Jetty" -> Web.jetty(url);
            case "Reactor Netty" -> Web.reactor(url);
            case "Vert.x" -> Web.vertx(host, port, new HttpClientOptions());
            case "Netty NIO" -> netty(host, port);
            case "Netty version" -> nettyVersion();
            case "Netty epoll" -> "available: " + Epoll.isAvailable();
            case "Netty epoll forced" -> {
                System.setProperty("io.netty.transport.noNative", "false");
                Epoll.ensureAvailability();
                yield "available";
            }
            case "Jedis" -> jedis(host, port);
            case "Lettuce" -> lettuce(host, port);
            case "PostgreSQL JDBC" -> postgres(host, port);
            case "gRPC Netty" -> Web.grpc(host, ManagedChannelBuilder::forAddress);
            case "gRPC OkHttp" -> Web.grpc(host, OkHttpChannelBuilder::forAddress);
            case "JSch" -> jsch(host, _ -> {});
            case "MINA SSHD" -> mina(host);
            case "JGit" -> jgit(host);
            case "RMI" -> rmi(host, null);
            case "HttpClient 4" -> Web.classic4(url, HttpClients.createDefault());
            case "AsyncHttpClient" -> Web.asyncHttpClient(url, Dsl.asyncHttpClient());
            case "Commons Net FTP" -> Protocols.ftp(host, false);
            case "Commons Net FTP trusting" -> Protocols.ftp(host, true);
            case "Angus Mail" -> Protocols.mail(host, _ -> {});
            case "JNDI LDAP" -> Protocols.ldap(host, _ -> {});
            case "JMX" -> Protocols.jmx(host);
            case "java.net.http HTTP/2" -> Protocols.http2(host, UnaryOperator.identity());
            case "java.net.http WebSocket" -> Protocols.webSocket(host, UnaryOperator.identity());
            case "MySQL Connector/J" -> Databases.mysql(host, port, "");
            case "MariaDB Connector/J" -> Databases.mariadb(host, port, "");
            case "MongoDB" -> Databases.mongo(host, _ -> {});
            case "MongoDB reactive" -> Databases.reactiveMongo(host, _ -> {});
            case "Kafka" -> Databases.kafka(host);
            case "RabbitMQ" -> Databases.rabbit(host, port, _ -> {});
            case "RabbitMQ with Qpid" -> Databases.amqp(host, _ -> {});
            case "AWS URLConnection" -> Amazon.read(url, UrlConnectionHttpClient.create());
            case "AWS Apache" -> Amazon.read(url, Apache5HttpClient.create());
            case "AWS Netty" -> Amazon.read(url, NettyNioAsyncHttpClient.create());
            case "WebClient" -> Spring.webClient(url, HttpClient.create());
            case "Spring Boot RestClient" -> Spring.restClient(url, Spring.WebApplication.class);
            case "Spring Boot JDBC" -> Spring.jdbc(host, port, "");
            default -> throw new IllegalArgumentException(library);
        };
    }

    private static String jdk(String host, int port) throws Exception {
        String[] ways = {
            "Socket", "SocketChannel", "non-blocking", "asynchronous", "URLConnection", "HttpClient"
        };
        int answers = 0;
        for (String way : ways) {
            answers += Visit.visit(way, host, port, "").endsWith("200 OK") ? 1 : 0;
        }
        return answers + " answers";
    }

    /// The version of the jar that the classes come from.
    private static String nettyVersion() throws Exception {
        var jar = SocketChannel.class.getProtectionDomain().getCodeSource().getLocation();
        return Path.of(jar.toURI())
                .getFileName()
                .toString()
                .replaceFirst("netty-transport-([0-9]+[.][0-9]+).*", "$1");
    }

    private static String netty(String host, int port) throws Exception {
        EventLoopGroup group = new NioEventLoopGroup();
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(group)
                        .channel(NioSocketChannel.class)
                        .handler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {}
                                });
        var channel = bootstrap.connect(host, port).sync().channel();
        return "active: " + channel.isActive();
    }

    private static String jedis(String host, int port) {
        try (Jedis jedis = new Jedis(host, port)) {
            return jedis.ping();
        }
    }

    private static String lettuce(String host, int port) {
        return RedisClient.create("redis://" + host + ":" + port).connect().sync().ping();
    }

    private static String postgres(String host, int port) throws Exception {
        String url = "jdbc:postgresql://" + host + ":" + port + "/postgres?user=tsocks";
        try (Connection connection = DriverManager.getConnection(url);
                var rows = connection.createStatement().executeQuery("select 40 + 2")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static SshServer sshServer() throws Exception {
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
        server.setPasswordAuthenticator((user, password, session) -> password.equals("secret"));
        server.start();
        return server;
    }

    static String jsch(String host, Consumer<Session> more) throws Exception {
        try (SshServer server = sshServer()) {
            Session session = new JSch().getSession("alice", host, server.getPort());
            session.setPassword("secret");
            session.setConfig("StrictHostKeyChecking", "no");
            more.accept(session);
            session.connect(SECONDS * 1000);
            return "connected: " + session.isConnected();
        }
    }

    private static String mina(String host) throws Exception {
        try (SshServer server = sshServer();
                SshClient client = SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier((session, address, key) -> true);
            client.start();
            var session =
                    client.connect("alice", host, server.getPort())
                            .verify(SECONDS, TimeUnit.SECONDS)
                            .getSession();
            session.addPasswordIdentity("secret");
            session.auth().verify(SECONDS, TimeUnit.SECONDS);
            return "connected: " + session.isAuthenticated();
        }
    }

    private static String jgit(String host) throws Exception {
        Path folder = Files.createTempDirectory("jgit");
        try (Git repository = Git.init().setDirectory(folder.toFile()).call()) {
            repository.commit().setMessage("First").setSign(false).call();
            Daemon daemon = new Daemon(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            daemon.setRepositoryResolver((client, name) -> repository.getRepository());
            daemon.start();
            String url = "git://" + host + ":" + daemon.getAddress().getPort() + "/x.git";
            int references = Git.lsRemoteRepository().setRemote(url).call().size();
            daemon.stop();
            return "references: " + references;
        }
    }

    /// @param client makes the sockets; null for the usual ones
    static String rmi(String host, @Nullable RMIClientSocketFactory client) throws Exception {
        CompletableFuture<Integer> port = new CompletableFuture<>();
        // Kept, or it might be collected.
        Registry own =
                LocateRegistry.createRegistry(
                        0,
                        null,
                        wanted -> {
                            var socket = new java.net.ServerSocket(wanted);
                            port.complete(socket.getLocalPort());
                            return socket;
                        });
        Registry remote = LocateRegistry.getRegistry(host, port.get(), client);
        return "names: " + (remote.list().length + own.list().length);
    }
}
