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

/// Makes the users of a [ProxySelector] obey a policy: URLConnection and plain sockets
/// (`ProxySelector.setDefault`), and `java.net.http.HttpClient` (`builder.proxy`).
///
/// It always answers with a proxy on a loopback port of its own, which connects as the policy says.
/// So no connection that it is asked about bypasses the policy, and no name is resolved here for a
/// web request. Not every library always asks: OkHttp does not if [URI] does not accept the host,
/// such as `my_host`, and then connects by itself. Give it the proxy instead, which applies to all
/// its connections: `builder.proxy(new Proxy(Proxy.Type.HTTP, selector.address()))`.
///
/// The port serves this program only. Its clients prove that with a secret of this selector: pass
/// [#authenticator] to a library that takes an [Authenticator], or send [#authorization] in the
/// field Proxy-Authorization. On Linux no proof is needed if the kernel says that a connection
/// belongs to this process's user. Without native access, this means searching all connections of
/// the machine (/proc/net/tcp6). Elsewhere, a client without the secret gets 407.
///
/// Any user of the machine can connect to the port. A client has 30 seconds to show that it belongs
/// to this program, and gets 408 after that. If more than 256 clients have not shown it yet, the
/// oldest of them gets 503.
///
/// If the policy refuses or there is no connection, the port itself answers. Such an answer has a
/// field `Proxy-Status: tsocks; error=...` (RFC 9209), and its body breaks off, so that a program
/// that reads it fails instead of taking it for the site's. Its status is 403 if the policy
/// refuses, 504 if there was no connection in time, and 502 if the connect failed. For a tunnel
/// (https), it is the answer to CONNECT.
///
/// If a client leaves before its request for another protocol (WebSocket) is answered, or after it
/// has ended its own direction, the bridge notices only when the target answers or ends.
///
/// Java's plain sockets resolve the name themselves before they ask a SOCKS proxy, and the policy
/// then sees the address: use [SocksSocketFactory] or [Tsocks#connect] if that matters.
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

    static PolicyProxySelector open(Tsocks tsocks, Bridge.Peers peers, Duration patience)
            throws IOException {
        return new PolicyProxySelector(Bridge.open(tsocks, _ -> peers, patience));
    }

    /// An authenticator that proves to the port that a client belongs to this program, and answers
    /// for nothing else. Pass it to `HttpClient.Builder.authenticator` or
    /// `Authenticator.setDefault`. Java uses it for http and SOCKS. For https, Java does not send
    /// Basic to proxies unless the system property `jdk.http.auth.tunneling.disabledSchemes` is
    /// empty: use [#authorization] there.
    public Authenticator authenticator() {
        return bridge.passkey().authenticator(address(), null);
    }

    /// Like [#authenticator()], but asks another authenticator for everything else.
    public Authenticator authenticator(Authenticator others) {
        return bridge.passkey().authenticator(address(), others);
    }

    /// The value of a field Proxy-Authorization that proves to the port that a request comes from
    /// this program. It is a secret of this program, and the port does not pass it on.
    public String authorization() {
        return bridge.passkey().authorization();
    }

    /// The address where the proxy listens, for libraries that want a host and a port. The proxy
    /// speaks HTTP and SOCKS 5.
    public InetSocketAddress address() {
        return bridge.address();
    }

    /// @throws IllegalArgumentException if the URI is null
    @Override
    public List<Proxy> select(@Nullable URI uri) {
        if (uri == null) {
            throw new IllegalArgumentException("no URI to select a proxy for");
        }
        Proxy.Type type =
                "socket".equalsIgnoreCase(uri.getScheme()) ? Proxy.Type.SOCKS : Proxy.Type.HTTP;
        return List.of(new Proxy(type, address()));
    }

    /// Does nothing: there is no other proxy to try.
    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}

    /// Closes the port and the connections through it. A connect that is under way ends when it
    /// succeeds, or at its deadline. Closing twice does nothing.
    @Override
    public void close() throws IOException {
        bridge.close();
    }
}
