package io.tsocks.gateway;

import io.tsocks.client.SocksSocketFactory;
import io.tsocks.client.Tsocks;
import java.io.Closeable;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes those obey a policy who ask a [ProxySelector]: URLConnection and plain sockets
/// (`ProxySelector.setDefault`), and `java.net.http.HttpClient` (`builder.proxy`).
///
/// It always answers with a proxy on a loopback port of its own, which connects as the policy
/// says, so no question that is asked goes around the policy, and no name is resolved here for a
/// web request. Not everyone always asks: OkHttp does not where the host is none to [URI], such as
/// `my_host`, and then connects by itself. Give it the proxy instead, which holds for all it does:
/// `builder.proxy(new Proxy(Proxy.Type.HTTP, selector.address()))`.
///
/// The port serves this program only. Its clients prove that with a secret of this selector: give
/// [#authenticator] to what takes an [Authenticator], or [#authorization] as the field
/// Proxy-Authorization. On Linux no proof is needed if the kernel says that a connection is of this
/// process's user, which takes a look through all connections of the machine (/proc/net/tcp6)
/// unless the program has native access; elsewhere, a client without the secret gets 407.
///
/// Any user of the machine can connect to the port. A client has 30 seconds to show that it is of
/// this program, and gets 408 after that; of more than 256 that have not shown it yet, the oldest
/// gets 503.
///
/// An answer of the port itself, because the policy refuses or there is no connection, has a field
/// `Proxy-Status: tsocks; error=...` (RFC 9209), and its body breaks off, so that a program which
/// reads it fails instead of taking it for the site's. It has status 403 if the policy refuses, 504
/// if there was no connection in time, 502 if there was none. To a tunnel (https) it is the answer
/// to CONNECT.
///
/// Of a client that leaves before its request for another protocol (WebSocket) is answered, or
/// after it has ended its own direction, the bridge learns only when the target answers or ends.
///
/// Java's plain sockets resolve the name themselves before they ask a SOCKS proxy, and the policy
/// then sees the address: use [SocksSocketFactory] or [Tsocks#connect] where that matters.
public final class PolicyProxySelector extends ProxySelector implements Closeable {

    private final Bridge bridge;

    private PolicyProxySelector(Bridge bridge) {
        this.bridge = bridge;
    }

    /// Opens the port.
    ///
    /// @throws IOException if no port can be opened
    public static PolicyProxySelector open(Tsocks tsocks) throws IOException {
        return new PolicyProxySelector(Bridge.open(tsocks, PeerCheck::new));
    }

    static PolicyProxySelector open(Tsocks tsocks, Bridge.Peers peers) throws IOException {
        return new PolicyProxySelector(Bridge.open(tsocks, _ -> peers));
    }

    static PolicyProxySelector open(Tsocks tsocks, Bridge.Peers peers, Duration patience)
            throws IOException {
        return new PolicyProxySelector(Bridge.open(tsocks, _ -> peers, patience));
    }

    /// Proves to the port that a client is of this program, and answers for nothing else: for
    /// `HttpClient.Builder.authenticator` or `Authenticator.setDefault`. Java sends it for http and
    /// through SOCKS; for https it keeps Basic from proxies unless the system property
    /// `jdk.http.auth.tunneling.disabledSchemes` is empty: use [#authorization] there.
    public Authenticator authenticator() {
        return bridge.passkey().authenticator(address(), null);
    }

    /// The same, which asks another one for everything else.
    public Authenticator authenticator(Authenticator others) {
        return bridge.passkey().authenticator(address(), others);
    }

    /// The value of a field Proxy-Authorization that proves to the port that a request is of this
    /// program. It is a secret of this program, and the port does not pass it on.
    public String authorization() {
        return bridge.passkey().authorization();
    }

    /// Where the proxy listens, for libraries that want a host and a port. It speaks HTTP and
    /// SOCKS5.
    public InetSocketAddress address() {
        return bridge.address();
    }

    /// @throws IllegalArgumentException if there is no URI
    @Override
    public List<Proxy> select(@Nullable URI uri) {
        if (uri == null) {
            throw new IllegalArgumentException("no URI to select a proxy for");
        }
        Proxy.Type type =
                "socket".equalsIgnoreCase(uri.getScheme()) ? Proxy.Type.SOCKS : Proxy.Type.HTTP;
        return List.of(new Proxy(type, address()));
    }

    /// Nothing: there is no other way to go.
    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}

    /// Closes the port and what goes through it; a connect that is under way ends with its success
    /// or its deadline at the latest. Closing twice does nothing.
    @Override
    public void close() throws IOException {
        bridge.close();
    }
}
