package io.tsocks.testserver.junit;

import io.tsocks.testserver.SocksTestServer;
import io.tsocks.testserver.SocksTestServerBuilder;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Starts a server before each test and closes it afterwards.
///
/// ```java
/// @RegisterExtension
/// final SocksTestServerExtension socks =
///         new SocksTestServerExtension(() -> SocksTestServer.builder().login("alice", "secret"));
/// ```
///
/// An instance field also works for tests that run in parallel; a static one does not.
@SuppressWarnings("exports") // Only a program with JUnit uses this class.
public final class SocksTestServerExtension implements BeforeEachCallback, AfterEachCallback {

    private final Supplier<SocksTestServerBuilder> configured;
    private @Nullable SocksTestServer server;

    /// An extension that starts a server without login.
    public SocksTestServerExtension() {
        this(SocksTestServer::builder);
    }

    /// An extension that starts a server as configured.
    public SocksTestServerExtension(Supplier<SocksTestServerBuilder> configured) {
        this.configured = configured;
    }

    /// The server of the running test.
    ///
    /// @throws NullPointerException outside of a test
    public SocksTestServer server() {
        return Objects.requireNonNull(server, "the server lives during tests only");
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        server = configured.get().start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        server().close();
        server = null;
    }
}
