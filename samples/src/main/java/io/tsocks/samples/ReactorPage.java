package io.tsocks.samples;

import io.netty.resolver.NoopAddressResolverGroup;
import io.tsocks.client.Tsocks;
import io.tsocks.client.netty.NettyPolicyHandler;
import java.io.IOException;
import java.nio.file.Path;
import reactor.netty.http.client.HttpClient;

/// `ReactorPage FILE URL`: prints a page, with Reactor Netty, on which Spring's `WebClient` stands.
public final class ReactorPage {

    private ReactorPage() {}

    public static void main(String[] args) throws IOException {
        Tsocks tsocks = Tsocks.load(Path.of(args[0]));
        HttpClient client =
                HttpClient.newConnection()
                        .resolver(NoopAddressResolverGroup.INSTANCE)
                        .doOnChannelInit(
                                (observer, channel, remote) ->
                                        channel.pipeline()
                                                .addFirst(new NettyPolicyHandler(tsocks)));
        System.out.print(
                client.get().uri(args[1]).responseContent().aggregate().asString().block());
    }
}
