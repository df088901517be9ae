package io.tsocks.agent.inside;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The addresses that programs got for names which the policy reaches directly, whatever it says of
/// the addresses. Those used last are remembered.
///
/// Thread-safe.
final class DirectNames {

    private static final int MOST = 16_384;

    // Guarded by this.
    private final Map<InetAddress, String> names =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<InetAddress, String> eldest) {
                    return size() > MOST;
                }
            };

    /// Remembers the addresses of a name, and returns them.
    synchronized Stream<InetAddress> remember(String name, Stream<InetAddress> addresses) {
        return addresses.peek(address -> put(name, address)).toList().stream();
    }

    private void put(String name, InetAddress address) {
        names.put(address, name);
    }

    /// The name whose address this is; null if there is none.
    synchronized @Nullable String of(InetAddress address) {
        return names.isEmpty() ? null : names.get(address);
    }
}
