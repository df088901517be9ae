package io.tsocks.samples;

import io.lettuce.core.RedisClient;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.resolver.NoopAddressResolverGroup;
import io.tsocks.client.Tsocks;
import io.tsocks.client.netty.NettyPolicyHandler;
import java.io.IOException;
import java.nio.file.Path;

/// `LettucePing FILE redis://HOST:PORT`: asks a Redis server whether it is there, with Lettuce.
public final class LettucePing {

    private LettucePing() {}

    public static void main(String[] args) throws IOException {
        Tsocks tsocks = Tsocks.load(Path.of(args[0]));
        ClientResources resources =
                ClientResources.builder()
                        .addressResolverGroup(NoopAddressResolverGroup.INSTANCE)
                        .nettyCustomizer(
                                new NettyCustomizer() {
                                    @Override
                                    public void afterChannelInitialized(Channel channel) {
                                        channel.pipeline().addFirst(new NettyPolicyHandler(tsocks));
                                    }
                                })
                        .build();
        try (RedisClient client = RedisClient.create(resources, args[1])) {
            System.out.println(client.connect().sync().ping());
        } finally {
            resources.shutdown().syncUninterruptibly();
        }
    }
}
