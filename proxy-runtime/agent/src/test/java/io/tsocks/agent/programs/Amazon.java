package io.tsocks.agent.programs;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3BaseClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;

/// The AWS SDK for Java 2 with each of its HTTP clients. The server gives the same bytes for every
/// object.
final class Amazon {

    private Amazon() {}

    static String read(String url, SdkHttpClient http) {
        try (http;
                S3Client client = at(url, S3Client.builder().httpClient(http)).build()) {
            return client.getObjectAsBytes(object -> object.bucket("greetings").key("first"))
                    .asUtf8String();
        }
    }

    static String read(String url, SdkAsyncHttpClient http) {
        try (http;
                S3AsyncClient client = at(url, S3AsyncClient.builder().httpClient(http)).build()) {
            return client.getObject(
                            object -> object.bucket("greetings").key("first"),
                            AsyncResponseTransformer.toBytes())
                    .join()
                    .asUtf8String();
        }
    }

    private static <B extends S3BaseClientBuilder<B, C>, C> B at(String url, B builder) {
        return builder.endpointOverride(URI.create(url))
                .forcePathStyle(true)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(AnonymousCredentialsProvider.create());
    }
}
