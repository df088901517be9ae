package io.tsocks.samples;

import io.tsocks.client.Tsocks;
import io.tsocks.gateway.PolicyProxySelector;
import java.io.IOException;
import java.net.Proxy;
import java.nio.file.Path;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/// `OkHttpPage FILE URL`: prints a page, with OkHttp.
///
/// It is given the proxy itself, because OkHttp asks no selector where a host is none to
/// `java.net.URI` (`my_host`), and then connects past it.
public final class OkHttpPage {

    private OkHttpPage() {}

    public static void main(String[] args) throws IOException {
        Tsocks tsocks = Tsocks.load(Path.of(args[0]));
        try (PolicyProxySelector selector = PolicyProxySelector.open(tsocks)) {
            Proxy proxy = new Proxy(Proxy.Type.HTTP, selector.address());
            OkHttpClient client = new OkHttpClient.Builder().proxy(proxy).build();
            Request request = new Request.Builder().url(args[1]).build();
            try (Response response = client.newCall(request).execute()) {
                System.out.print(response.body() == null ? "" : response.body().string());
            } finally {
                client.connectionPool().evictAll();
                client.dispatcher().executorService().shutdown();
            }
        }
    }
}
