package io.tsocks.agent.programs;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.Session;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.lettuce.core.RedisClient;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.Dsl;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.transport.Daemon;
import redis.clients.jedis.Jedis;

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
            case "OkHttp" -> okHttp(url);
            case "HttpClient 5" -> classic(url);
            case "HttpClient 5 async" -> async(url);
            case "Jetty" -> jetty(url);
            case "Reactor Netty" -> reactor(url);
            case "Vert.x" -> vertx(host, port);
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
            case "gRPC Netty" -> grpc(host, false);
            case "gRPC OkHttp" -> grpc(host, true);
            case "JSch" -> jsch(host);
            case "MINA SSHD" -> mina(host);
            case "JGit" -> jgit(host);
            case "RMI" -> rmi(host);
            case "HttpClient 4" -> classic4(url);
            case "AsyncHttpClient" -> asyncHttpClient(url);
            case "Commons Net FTP" -> Protocols.ftp(host, false);
            case "Commons Net FTP trusting" -> Protocols.ftp(host, true);
            case "Angus Mail" -> Protocols.mail(host);
            case "JNDI LDAP" -> Protocols.ldap(host);
            case "JMX" -> Protocols.jmx(host);
            case "java.net.http HTTP/2" -> Protocols.http2(host);
            case "java.net.http WebSocket" -> Protocols.webSocket(host);
            case "MySQL Connector/J" -> Databases.mysql(host, port);
            case "MariaDB Connector/J" -> Databases.mariadb(host, port);
            case "MongoDB" -> Databases.mongo(host);
            case "Kafka" -> Databases.kafka(host);
            case "RabbitMQ" -> Databases.rabbit(host);
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

    private static String okHttp(String url) throws Exception {
        Request request = new Request.Builder().url(url).build();
        try (Response response = new OkHttpClient().newCall(request).execute()) {
            return "" + response.code();
        }
    }

    private static String classic(String url) throws Exception {
        try (CloseableHttpClient client = HttpClients.createDefault()) {
            return "" + client.execute(new HttpGet(url), answer -> answer.getCode());
        }
    }

    private static String classic4(String url) throws Exception {
        try (var client = org.apache.http.impl.client.HttpClients.createDefault();
                var response = client.execute(new org.apache.http.client.methods.HttpGet(url))) {
            return "" + response.getStatusLine().getStatusCode();
        }
    }

    private static String asyncHttpClient(String url) throws Exception {
        try (AsyncHttpClient client = Dsl.asyncHttpClient()) {
            return "" + client.prepareGet(url).execute().get().getStatusCode();
        }
    }

    private static String async(String url) throws Exception {
        try (CloseableHttpAsyncClient client = HttpAsyncClients.createDefault()) {
            client.start();
            SimpleHttpRequest request = SimpleRequestBuilder.get(url).build();
            return "" + client.execute(request, null).get().getCode();
        }
    }

    private static String jetty(String url) throws Exception {
        HttpClient client = new HttpClient();
        client.start();
        return "" + client.GET(url).getStatus();
    }

    private static String reactor(String url) {
        return ""
                + reactor.netty.http.client.HttpClient.create()
                        .get()
                        .uri(url)
                        .response()
                        .block()
                        .status()
                        .code();
    }

    private static String vertx(String host, int port) throws Exception {
        Vertx vertx = Vertx.vertx();
        return ""
                + vertx.createHttpClient()
                        .request(io.vertx.core.http.HttpMethod.GET, port, host, "/")
                        .compose(request -> request.send())
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(SECONDS, TimeUnit.SECONDS)
                        .statusCode();
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

    private static String grpc(String host, boolean okHttp) throws Exception {
        HealthStatusManager health = new HealthStatusManager();
        Server server =
                Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                        .addService(health.getHealthService())
                        .build()
                        .start();
        ManagedChannel channel =
                okHttp
                        ? OkHttpChannelBuilder.forAddress(host, server.getPort())
                                .usePlaintext()
                                .build()
                        : Grpc.newChannelBuilderForAddress(
                                        host, server.getPort(), InsecureChannelCredentials.create())
                                .build();
        return ""
                + HealthGrpc.newBlockingStub(channel)
                        .check(HealthCheckRequest.getDefaultInstance())
                        .getStatus();
    }

    private static SshServer sshServer() throws Exception {
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
        server.setPasswordAuthenticator((user, password, session) -> password.equals("secret"));
        server.start();
        return server;
    }

    private static String jsch(String host) throws Exception {
        try (SshServer server = sshServer()) {
            Session session = new JSch().getSession("alice", host, server.getPort());
            session.setPassword("secret");
            session.setConfig("StrictHostKeyChecking", "no");
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

    private static String rmi(String host) throws Exception {
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
        Registry remote = LocateRegistry.getRegistry(host, port.get());
        return "names: " + (remote.list().length + own.list().length);
    }
}
