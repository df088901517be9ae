package io.tsocks.samples;

import io.tsocks.client.Tsocks;
import io.tsocks.gateway.PolicyProxySelector;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/// `ApachePage FILE URL`: prints a page, with Apache HttpClient 5.
public final class ApachePage {

    private ApachePage() {}

    public static void main(String[] args) throws IOException {
        Tsocks tsocks = Tsocks.load(Path.of(args[0]));
        try (PolicyProxySelector selector = PolicyProxySelector.open(tsocks);
                CloseableHttpClient client =
                        HttpClients.custom()
                                .setProxy(new HttpHost("127.0.0.1", selector.address().getPort()))
                                .build()) {
            System.out.print(
                    client.<String>execute(
                            new HttpGet(args[1]),
                            response -> EntityUtils.toString(response.getEntity())));
        }
    }
}
