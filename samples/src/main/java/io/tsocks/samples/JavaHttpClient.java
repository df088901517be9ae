package io.tsocks.samples;

import io.tsocks.client.Tsocks;
import io.tsocks.gateway.PolicyProxySelector;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/// `JavaHttpClient FILE URL`: prints a page, with the client of java.net.http.
public final class JavaHttpClient {

    private JavaHttpClient() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Tsocks tsocks = Tsocks.load(Path.of(args[0]));
        try (PolicyProxySelector selector = PolicyProxySelector.open(tsocks);
                HttpClient client = HttpClient.newBuilder().proxy(selector).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(args[1])).build();
            System.out.print(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        }
    }
}
