import org.jspecify.annotations.NullMarked;

/// The policy service: the command tsocksd.
@NullMarked
module io.tsocks.service {
    requires com.fasterxml.jackson.core;
    requires io.helidon.common.tls;
    requires io.helidon.http.sse;
    requires io.helidon.webclient.http1;
    requires io.helidon.webserver;
    requires io.helidon.webserver.sse;
    requires io.tsocks.client;
    requires io.tsocks.gateway;
    requires io.tsocks.linux;
    requires io.tsocks.lint;
    requires io.tsocks.prometheus;
    requires io.tsocks.sources;
    requires io.tsocks.validator;
    requires io.tsocks.views;
    requires java.logging;
    requires jdk.unsupported;
    requires static transitive org.jspecify;
}
