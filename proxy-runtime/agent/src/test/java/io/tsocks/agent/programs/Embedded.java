package io.tsocks.agent.programs;

import com.jcraft.jsch.ProxyHTTP;
import com.mongodb.MongoClientSettings;
import com.mongodb.connection.TransportSettings;
import com.rabbitmq.client.ConnectionFactory;
import io.grpc.HttpConnectProxiedSocketAddress;
import io.grpc.ManagedChannelBuilder;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.resolver.NoopAddressResolverGroup;
import io.tsocks.client.SocksSocketFactory;
import io.tsocks.client.Tsocks;
import io.tsocks.client.netty.NettyPolicyHandler;
import io.tsocks.gateway.PolicyProxySelector;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.ProxyOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.rmi.server.RMISocketFactory;
import java.util.Properties;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.core5.http.HttpHost;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.Dsl;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.context.annotation.Bean;
import reactor.netty.http.client.HttpClient;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// A program that gives libraries what docs/embedding.md says, and has no agent. Its policy is the
/// one that `tsocks` would use.
public final class Embedded {

    private static final String HERE = "127.0.0.1";

    private final Tsocks tsocks;
    private final SocksSocketFactory factory;
    private final PolicyProxySelector selector;

    private Embedded() throws IOException {
        tsocks = Tsocks.loadDefault();
        factory = new SocksSocketFactory(tsocks);
        selector = PolicyProxySelector.open(tsocks);
    }

    /// Uses one library after the other.
    ///
    /// @param arguments as those of [Libraries#main]
    @SuppressWarnings("CatchAndPrintStackTrace") // The tests look for causes.
    public static void main(String... arguments) {
        int status = 1;
        try {
            Embedded program = new Embedded();
            for (String library : arguments[0].split(";", -1)) {
                String answer = program.use(library, arguments[1], Integer.parseInt(arguments[2]));
                System.out.println(answer);
            }
            status = 0;
        } catch (Throwable e) {
            e.printStackTrace();
        }
        System.exit(status);
    }

    private String use(String library, String host, int port) throws Exception {
        String url = "http://" + host + ":" + port + "/";
        return switch (library) {
            case "HttpClient 4" -> Web.classic4(url, httpClient4());
            case "HttpClient 5 async" -> Web.async(url, httpClient5());
            case "AsyncHttpClient" -> Web.asyncHttpClient(url, asyncHttpClient());
            case "Vert.x" -> Web.vertx(host, port, vertx());
            case "gRPC OkHttp" -> Web.grpc(host, this::grpc);
            case "Jedis" -> jedis(host, port);
            case "JSch" ->
                    Libraries.jsch(
                            host, session -> session.setProxy(new ProxyHTTP(HERE, proxyPort())));
            case "RMI" -> Libraries.rmi(host, tsocks::connect);
            case "JMX" -> jmx(host);
            case "Commons Net FTP" -> Protocols.ftp(ftp(), standIn(host));
            case "Angus Mail" -> Protocols.mail(host, this::mail);
            case "JNDI LDAP" -> Protocols.ldap(host, Embedded::ldap);
            case "java.net.http HTTP/2" -> Protocols.http2(host, http -> http.proxy(selector));
            case "java.net.http WebSocket" ->
                    Protocols.webSocket(host, http -> http.proxy(selector));
            case "MySQL Connector/J" -> Databases.mysql(host, port, mysql());
            case "MariaDB Connector/J" ->
                    Databases.mariadb(standIn(host).getHostAddress(), port, socketFactory());
            case "MongoDB" -> Databases.mongo(host, this::mongo);
            case "MongoDB reactive" -> Databases.reactiveMongo(host, this::reactiveMongo);
            case "RabbitMQ" -> Databases.rabbit(host, port, this::rabbit);
            case "AWS URLConnection" -> Amazon.read(url, awsUrlConnection());
            case "AWS Apache" -> Amazon.read(url, awsApache());
            case "AWS Netty" -> Amazon.read(url, awsNetty());
            case "WebClient" -> Spring.webClient(url, reactor());
            case "Spring Boot RestClient" -> Spring.restClient(url, ThroughTheSelector.class);
            case "Spring Boot JDBC" -> Spring.jdbc(host, port, socketFactory());
            default -> throw new IllegalArgumentException(library);
        };
    }

    private String proxyUrl() {
        return "http://" + HERE + ":" + proxyPort();
    }

    private int proxyPort() {
        return selector.address().getPort();
    }

    /// An address that stands for the name in the sockets of the factory.
    private InetAddress standIn(String host) throws UnknownHostException {
        return factory.lookup(host).getFirst();
    }

    private org.apache.http.impl.client.CloseableHttpClient httpClient4() {
        return org.apache.http.impl.client.HttpClients.custom()
                .setProxy(new org.apache.http.HttpHost(HERE, proxyPort()))
                .build();
    }

    private CloseableHttpAsyncClient httpClient5() {
        return HttpAsyncClients.custom().setProxy(new HttpHost(HERE, proxyPort())).build();
    }

    private AsyncHttpClient asyncHttpClient() {
        return Dsl.asyncHttpClient(Dsl.config().setProxyServer(Dsl.proxyServer(HERE, proxyPort())));
    }

    private HttpClientOptions vertx() {
        return new HttpClientOptions()
                .setProxyOptions(new ProxyOptions().setHost(HERE).setPort(proxyPort()));
    }

    private ManagedChannelBuilder<?> grpc(String host, int port) {
        return OkHttpChannelBuilder.forAddress(host, port)
                .proxyDetector(
                        target ->
                                HttpConnectProxiedSocketAddress.newBuilder()
                                        .setProxyAddress(selector.address())
                                        .setTargetAddress((InetSocketAddress) target)
                                        .build());
    }

    private String jedis(String host, int port) {
        try (Jedis jedis = new Jedis(() -> connect(host, port))) {
            return jedis.ping();
        }
    }

    private Socket connect(String host, int port) {
        try {
            return tsocks.connect(host, port);
        } catch (IOException e) {
            throw new JedisConnectionException(e);
        }
    }

    private FTPClient ftp() {
        FTPClient client = new FTPClient();
        client.setSocketFactory(factory);
        return client;
    }

    private void mail(Properties properties) {
        for (String protocol : new String[] {"smtp", "imap"}) {
            properties.put("mail." + protocol + ".socketFactory", factory);
            properties.put("mail." + protocol + ".socketFactory.fallback", "false");
        }
    }

    private static void ldap(Properties environment) {
        environment.put("java.naming.ldap.factory.socket", SocksSocketFactory.class.getName());
    }

    /// One for all of RMI, because JMX connects to what the registry names, too.
    private String jmx(String host) throws Exception {
        RMISocketFactory.setSocketFactory(
                new RMISocketFactory() {
                    @Override
                    public Socket createSocket(String to, int port) throws IOException {
                        return tsocks.connect(to, port);
                    }

                    @Override
                    public ServerSocket createServerSocket(int port) throws IOException {
                        return new ServerSocket(port);
                    }
                });
        return Protocols.jmx(host);
    }

    private String mysql() {
        return "&socksProxyHost="
                + HERE
                + "&socksProxyPort="
                + proxyPort()
                + "&socksProxyRemoteDns=true";
    }

    private static String socketFactory() {
        return "&socketFactory=" + SocksSocketFactory.class.getName();
    }

    private void mongo(MongoClientSettings.Builder settings) {
        settings.applyToSocketSettings(
                socket -> socket.applyToProxySettings(proxy -> proxy.host(HERE).port(proxyPort())));
    }

    private void reactiveMongo(MongoClientSettings.Builder settings) {
        settings.inetAddressResolver(factory::lookup)
                .transportSettings(
                        TransportSettings.nettyBuilder()
                                .eventLoopGroup(new PolicyGroup(tsocks))
                                .build());
    }

    /// Event loops whose channels connect as a policy says, for a library that takes no handler.
    private static final class PolicyGroup extends NioEventLoopGroup {

        private final Tsocks tsocks;

        PolicyGroup(Tsocks tsocks) {
            this.tsocks = tsocks;
        }

        @Override
        public ChannelFuture register(Channel channel) {
            channel.pipeline().addFirst(new NettyPolicyHandler(tsocks));
            return super.register(channel);
        }
    }

    private void rabbit(ConnectionFactory connections) {
        connections.setSocketFactory(factory);
        try {
            connections.setHost(standIn(connections.getHost()).getHostAddress());
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SdkHttpClient awsUrlConnection() {
        return UrlConnectionHttpClient.builder()
                .proxyConfiguration(proxy -> proxy.endpoint(URI.create(proxyUrl())))
                .build();
    }

    private SdkHttpClient awsApache() {
        return Apache5HttpClient.builder()
                .proxyConfiguration(
                        software.amazon.awssdk.http.apache5.ProxyConfiguration.builder()
                                .endpoint(URI.create(proxyUrl()))
                                .build())
                .build();
    }

    private SdkAsyncHttpClient awsNetty() {
        return NettyNioAsyncHttpClient.builder()
                .proxyConfiguration(
                        ProxyConfiguration.builder().host(HERE).port(proxyPort()).build())
                .build();
    }

    private HttpClient reactor() {
        return HttpClient.newConnection()
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .doOnChannelInit(
                        (observer, channel, remote) ->
                                channel.pipeline().addFirst(new NettyPolicyHandler(tsocks)));
    }

    /// What an application of Spring Boot declares.
    static final class ThroughTheSelector {

        @Bean
        static PolicyProxySelector selector() throws IOException {
            return PolicyProxySelector.open(Tsocks.loadDefault());
        }

        @Bean
        static ClientHttpRequestFactoryBuilder<?> requests(PolicyProxySelector selector) {
            return ClientHttpRequestFactoryBuilder.jdk()
                    .withHttpClientCustomizer(http -> http.proxy(selector));
        }
    }
}
