package io.tsocks.agent.programs;

import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.services.HealthStatusManager;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.asynchttpclient.AsyncHttpClient;
import org.eclipse.jetty.client.HttpClient;

/// Clients of HTTP, and gRPC.
final class Web {

    private static final int SECONDS = 60;

    private Web() {}

    static String okHttp(String url) throws Exception {
        Request request = new Request.Builder().url(url).build();
        try (Response response = new OkHttpClient().newCall(request).execute()) {
            return "" + response.code();
        }
    }

    static String classic(String url) throws Exception {
        try (CloseableHttpClient client = HttpClients.createDefault()) {
            return "" + client.execute(new HttpGet(url), answer -> answer.getCode());
        }
    }

    static String classic4(String url, org.apache.http.impl.client.CloseableHttpClient own)
            throws Exception {
        try (var client = own;
                var response = client.execute(new org.apache.http.client.methods.HttpGet(url))) {
            return "" + response.getStatusLine().getStatusCode();
        }
    }

    static String asyncHttpClient(String url, AsyncHttpClient own) throws Exception {
        try (AsyncHttpClient client = own) {
            return "" + client.prepareGet(url).execute().get().getStatusCode();
        }
    }

    static String async(String url, CloseableHttpAsyncClient own) throws Exception {
        try (CloseableHttpAsyncClient client = own) {
            client.start();
            SimpleHttpRequest request = SimpleRequestBuilder.get(url).build();
            return "" + client.execute(request, null).get().getCode();
        }
    }

    static String jetty(String url) throws Exception {
        HttpClient client = new HttpClient();
        client.start();
        return "" + client.GET(url).getStatus();
    }

    static String reactor(String url) {
        return ""
                + reactor.netty.http.client.HttpClient.create()
                        .get()
                        .uri(url)
                        .response()
                        .block()
                        .status()
                        .code();
    }

    static String vertx(String host, int port, HttpClientOptions options) throws Exception {
        Vertx vertx = Vertx.vertx();
        return ""
                + vertx.createHttpClient(options)
                        .request(HttpMethod.GET, port, host, "/")
                        .compose(request -> request.send())
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(SECONDS, TimeUnit.SECONDS)
                        .statusCode();
    }

    /// Makes the builder of a channel.
    @FunctionalInterface
    interface Channels {
        ManagedChannelBuilder<?> to(String host, int port);
    }

    /// Asks a server for its health.
    static String grpc(String host, Channels channels) throws Exception {
        Server server =
                Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                        .addService(new HealthStatusManager().getHealthService())
                        .build()
                        .start();
        return ""
                + HealthGrpc.newBlockingStub(
                                channels.to(host, server.getPort()).usePlaintext().build())
                        .check(HealthCheckRequest.getDefaultInstance())
                        .getStatus();
    }
}
