package io.tsocks.samples;

import io.tsocks.client.Tsocks;
import io.tsocks.gateway.PolicyProxySelector;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Path;

/// `UrlConnection FILE URL`: prints a page, with the selector for everything in this program.
public final class UrlConnection {

    private UrlConnection() {}

    public static void main(String[] args) throws IOException {
        Tsocks tsocks = Tsocks.load(Path.of(args[0]));
        ProxySelector before = ProxySelector.getDefault();
        try (PolicyProxySelector selector = PolicyProxySelector.open(tsocks)) {
            ProxySelector.setDefault(selector);
            try (InputStream page = URI.create(args[1]).toURL().openStream()) {
                page.transferTo(System.out);
            }
        } finally {
            ProxySelector.setDefault(before);
        }
    }
}
