package io.tsocks.samples;

import io.grpc.HttpConnectProxiedSocketAddress;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.tsocks.client.Tsocks;
import io.tsocks.gateway.PolicyProxySelector;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// `GrpcHealth FILE HOST:PORT`: asks a server for its health, with gRPC.
public final class GrpcHealth {

    private GrpcHealth() {}

    public static void main(String[] args) throws IOException {
        Tsocks tsocks = Tsocks.load(Path.of(args[0]));
        try (PolicyProxySelector selector = PolicyProxySelector.open(tsocks)) {
            ManagedChannel channel =
                    ManagedChannelBuilder.forTarget(args[1])
                            .usePlaintext()
                            .proxyDetector(
                                    target ->
                                            HttpConnectProxiedSocketAddress.newBuilder()
                                                    .setProxyAddress(selector.address())
                                                    .setTargetAddress((InetSocketAddress) target)
                                                    .build())
                            .build();
            try {
                System.out.println(
                        HealthGrpc.newBlockingStub(channel)
                                .check(HealthCheckRequest.getDefaultInstance())
                                .getStatus());
            } finally {
                channel.shutdownNow();
            }
        }
    }
}
