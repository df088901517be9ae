package io.tsocks.client;

import io.tsocks.protocol.SocksAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/// Makes sockets that connect as a policy says, for the many libraries that accept a
/// [SocketFactory], as an instance or by class name.
///
/// PostgreSQL's driver, for example, takes it in the connection string:
/// `jdbc:postgresql://db.example.org/shop?socketFactory=io.tsocks.client.SocksSocketFactory`, with
/// `&socketFactoryArg=/path/to/tsocks.conf` for a particular file. In its place may stand a server
/// for everything, as a URI (`socks5h://proxy.example:1080`), or the text of a policy.
///
/// **Jakarta Mail connects directly** after a failed connect, even if the policy refused it, unless
/// `mail.<protocol>.socketFactory.fallback` is `false`: set it. Sockets of this factory report a
/// failed connect to it only when it asks for their streams, because it treats that as final. After
/// a failed TLS handshake it still connects directly.
///
/// Factories of the same file share one [Tsocks]. A changed file takes effect once it is whole, as
/// with a [PolicyWatch]; until then, and if it has errors, the last good policy stays in force.
public final class SocksSocketFactory extends SocketFactory {

    /// The property in which PostgreSQL's driver passes the policy.
    private static final String ARGUMENT = "socketFactoryArg";

    /// Called for each socket, because a file may have changed.
    private final Supplier<Tsocks> source;

    /// Makes a factory for the file that tsocks would use.
    ///
    /// @throws IOException if there is none, or it has errors
    public SocksSocketFactory() throws IOException {
        this(LoadedFiles.of(PolicyFiles.defaultFile())::client);
    }

    /// Makes a factory for a policy.
    ///
    /// @param policy the path of a tsocks.conf; the URI of a server for everything, as `tsocks -s`
    ///     takes it; or the text of a tsocks.conf, which has a line end or a `=`, and begins with
    ///     no `/`, `.` or `~`
    /// @throws IOException if it cannot be read or has errors
    public SocksSocketFactory(String policy) throws IOException {
        this(NamedPolicy.of(policy));
    }

    /// Makes a factory for the policy that a driver's properties name as `socketFactoryArg`, as
    /// [#SocksSocketFactory(String)] takes it, or if there is none, for the file that tsocks would
    /// use.
    ///
    /// @throws IOException if it cannot be read or has errors
    public SocksSocketFactory(Properties properties) throws IOException {
        this(load(properties));
    }

    /// Makes a factory for a client.
    public SocksSocketFactory(Tsocks tsocks) {
        this(() -> tsocks);
    }

    private SocksSocketFactory(Supplier<Tsocks> source) {
        this.source = source;
    }

    /// Like [#SocksSocketFactory()]. JNDI and others call this method by name.
    ///
    /// @throws UncheckedIOException if there is no file, or it has errors
    public static SocketFactory getDefault() {
        try {
            return new SocksSocketFactory();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A stand-in address for a name, for libraries that resolve a name before they ask this
    /// factory for a socket: the policy then sees the name, and a SOCKS server is asked for the
    /// name. With OkHttp: `builder.dns(factory::lookup).socketFactory(factory)`.
    ///
    /// The address stands for the name in the sockets of this program's factories. Elsewhere it
    /// leads nowhere: it is in 0.0.0.0/8, which is not a valid destination (RFC 1122, section
    /// 3.2.1.3). Nothing is resolved here. The 65536 names used last are remembered; a connect to
    /// the address of an older one fails.
    ///
    /// @param host a name, or an address, which stands for itself
    /// @return one address
    /// @throws UnknownHostException if `host` is neither
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        try {
            return List.of(
                    switch (SocksAddress.of(host, 0)) {
                        case SocksAddress.Ip ip -> ip.address();
                        case SocksAddress.Name(String name, int ignored) ->
                                StandIns.ofThisProgram().of(name);
                    });
        } catch (IllegalArgumentException e) {
            throw new UnknownHostException(String.valueOf(e.getMessage()));
        }
    }

    /// The client that makes the connections.
    Tsocks client() {
        return source.get();
    }

    private static Supplier<Tsocks> load(Properties properties) throws IOException {
        String policy = properties.getProperty(ARGUMENT);
        return policy == null
                ? LoadedFiles.of(PolicyFiles.defaultFile())::client
                : NamedPolicy.of(policy);
    }

    @Override
    public Socket createSocket() throws IOException {
        return client().unconnectedSocket();
    }

    /// @param host null for this machine, as with Java's own factory
    @Override
    public Socket createSocket(@Nullable String host, int port) throws IOException {
        return client().connect(orHere(host), port);
    }

    @Override
    public Socket createSocket(@Nullable InetAddress address, int port) throws IOException {
        return connected(new InetSocketAddress(address, port));
    }

    @Override
    public Socket createSocket(
            @Nullable String host, int port, @Nullable InetAddress local, int localPort)
            throws IOException {
        return connectedFrom(
                new InetSocketAddress(local, localPort),
                InetSocketAddress.createUnresolved(orHere(host), port));
    }

    private static String orHere(@Nullable String host) {
        return host == null ? "localhost" : host;
    }

    @Override
    public Socket createSocket(
            @Nullable InetAddress address, int port, @Nullable InetAddress local, int localPort)
            throws IOException {
        return connectedFrom(
                new InetSocketAddress(local, localPort), new InetSocketAddress(address, port));
    }

    private Socket connected(InetSocketAddress address) throws IOException {
        return connected(createSocket(), null, address);
    }

    private Socket connectedFrom(InetSocketAddress local, InetSocketAddress address)
            throws IOException {
        return connected(createSocket(), local, address);
    }

    private static Socket connected(
            Socket socket, @Nullable InetSocketAddress local, InetSocketAddress address)
            throws IOException {
        try {
            if (local != null) {
                socket.bind(local);
            }
            socket.connect(address);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }
}
