package io.tsocks.client;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;

/// A client whose policy follows a file. Everything made from the client, such as socket factories,
/// Netty handlers and proxy selectors, obeys a new policy from its next connect on. Open
/// connections stay as they are.
///
/// ```java
/// try (PolicyWatch watch = Tsocks.watching(Path.of("/etc/tsocks.conf"))) {
///     Tsocks tsocks = watch.client();
/// }
/// ```
///
/// A file counts as whole if it has not changed for [#SETTLE], or ten times as long if it looks cut
/// off. Until then, and while the file is absent, empty or has errors, the last good policy is in
/// force, and the [ReloadListener] is told. Replace the file by renaming another one to it: a
/// program that writes into the file itself, and pauses for longer, cannot be told from one that
/// has finished.
///
/// Until [#close], a daemon thread looks at the file four times in each [#SETTLE].
public final class PolicyWatch implements Closeable {

    /// How long a file must stay the same to be whole.
    public static final Duration SETTLE = Duration.ofSeconds(1);

    private final PolicyReload reload;
    private final RegularLook look;

    private PolicyWatch(PolicyReload reload, Duration settle) {
        this.reload = reload;
        this.look = new RegularLook("tsocks-watch", settle, reload::look);
    }

    static PolicyWatch start(
            Path file,
            Duration settle,
            ReloadListener listener,
            UnaryOperator<TsocksBuilder> settings)
            throws IOException {
        QuietFile whole = QuietFile.read(file);
        Tsocks client =
                settings.apply(Tsocks.builder(PolicyFiles.compile(file, whole.bytes()))).build();
        PolicyReload reload =
                new PolicyReload(file, whole, client, settle, listener, System::nanoTime);
        PolicyWatch watch = new PolicyWatch(reload, settle);
        watch.look.start();
        return watch;
    }

    /// The client, always the same one.
    public Tsocks client() {
        return reload.client();
    }

    /// Stops looking; the client keeps the policy that it has. Closing twice does nothing.
    @Override
    public void close() {
        look.close();
    }
}
