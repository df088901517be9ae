package io.tsocks.samples;

import io.tsocks.client.Tsocks;
import io.tsocks.gateway.PolicyProxySelector;
import java.nio.file.Path;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpProxy;

/// `JettyPage FILE URL`: prints a page, with Jetty's client.
public final class JettyPage {

    private JettyPage() {}

    public static void main(String[] args) throws Exception {
        Tsocks tsocks = Tsocks.load(Path.of(args[0]));
        HttpClient client = new HttpClient();
        try (PolicyProxySelector selector = PolicyProxySelector.open(tsocks)) {
            client.getProxyConfiguration()
                    .addProxy(new HttpProxy("127.0.0.1", selector.address().getPort()));
            client.start();
            System.out.print(client.GET(args[1]).getContentAsString());
        } finally {
            client.stop();
        }
    }
}
