package io.tsocks.grammar;

import io.tsocks.net.Network;
import io.tsocks.net.SocksVersion;
import io.tsocks.net.Span;
import java.util.function.Consumer;

/// A use of something that this project reads and tsocks 1.8 does not.
///
/// @param kind what was used
/// @param span the text that uses it
public record Extension(Kind kind, Span span) {

    /// What tsocks 1.8 does not know.
    public enum Kind {
        /// A prefix length in place of a netmask: `10.0.0.0/8`.
        PREFIX_LENGTH,
        /// An IPv6 network or server.
        IPV6,
        /// A host pattern in place of a network.
        HOST_PATTERN,
        /// `server_type = 4a`.
        SOCKS_4A,
        /// A URI in place of a server's host.
        SERVER_URI,
        /// The statement `remote_dns`.
        REMOTE_DNS,
        /// The second and each further server of a block, and the statements `select`, `recover`
        /// and `check`.
        SERVER_GROUP,
        /// The statement `chain`.
        CHAIN,
        /// The statements `tls_ca`, `tls_pin` and `tls_client`.
        TLS,
        /// The statements `gssapi` and `gssapi_service`.
        GSSAPI,
        /// The statement `password_file`.
        PASSWORD_FILE,
        /// No blanks around `=` or before `{`.
        UNSPACED
    }

    /// Passes on the extensions that a file uses, in file order. Each of a million lines may use
    /// one, so a caller that keeps them needs the memory.
    public static void forEach(ConfFile file, Consumer<Extension> to) {
        var servers = new Servers();
        for (Statement statement : file.statements()) {
            unspaced(file.text(), statement, to);
            beyondTheLanguage(file.text(), statement, to);
            if (servers.hasBlockOneBefore(statement)) {
                to.accept(new Extension(Kind.SERVER_GROUP, statement.span()));
            }
        }
    }

    /// Remembers whether the block of a statement has a server with a scheme.
    private static final class Servers {
        private boolean inPath;
        private boolean top;
        private boolean path;

        /// Whether a statement is a server that is not the first one of its block.
        boolean hasBlockOneBefore(Statement statement) {
            followBlock(statement);
            if (!(statement instanceof Statement.ServerByUri)) {
                return false;
            }
            boolean before = inPath ? path : top;
            path |= inPath;
            top |= !inPath;
            return before;
        }

        private void followBlock(Statement statement) {
            if (statement instanceof Statement.PathOpening) {
                inPath = true;
                path = false;
            } else if (statement instanceof Statement.PathClosing) {
                inPath = false;
            }
        }
    }

    private static void unspaced(String text, Statement statement, Consumer<Extension> to) {
        boolean opening = statement instanceof Statement.PathOpening;
        int sign =
                switch (statement) {
                    case Statement.PathOpening path ->
                            path.isWellFormed(text) ? statement.end() - 1 : -1;
                    case Statement.PathClosing ignored -> -1;
                    case Statement.Local ignored -> text.indexOf('=', statement.start());
                    case Statement.LocalHosts ignored -> text.indexOf('=', statement.start());
                    case Statement.Reaches ignored -> text.indexOf('=', statement.start());
                    case Statement.ReachesHosts ignored -> text.indexOf('=', statement.start());
                    case Statement.Setting ignored -> text.indexOf('=', statement.start());
                };
        if (sign >= 0
                && !(isBlank(text.charAt(sign - 1))
                        && (opening || isBlank(text.charAt(sign + 1))))) {
            to.accept(new Extension(Kind.UNSPACED, new Span(sign, sign + 1)));
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static void beyondTheLanguage(
            String text, Statement statement, Consumer<Extension> to) {
        switch (statement) {
            case Statement.Local local -> network(text, local, local.network(), to);
            case Statement.Reaches reaches -> network(text, reaches, reaches.network(), to);
            case Statement.Server server -> {
                if (server.host().indexOf(':') >= 0) {
                    to.accept(new Extension(Kind.IPV6, value(text, server)));
                }
            }
            case Statement.ServerByUri server ->
                    to.accept(new Extension(Kind.SERVER_URI, value(text, server)));
            case Statement.LocalHosts ignored ->
                    to.accept(new Extension(Kind.HOST_PATTERN, value(text, statement)));
            case Statement.ReachesHosts ignored ->
                    to.accept(new Extension(Kind.HOST_PATTERN, value(text, statement)));
            case Statement.ServerType type -> {
                if (type.version() == SocksVersion.SOCKS4A) {
                    to.accept(new Extension(Kind.SOCKS_4A, value(text, type)));
                }
            }
            case Statement.RemoteDns remote ->
                    to.accept(new Extension(Kind.REMOTE_DNS, remote.span()));
            case Statement.Chain chain -> to.accept(new Extension(Kind.CHAIN, chain.span()));
            case Statement.Select select ->
                    to.accept(new Extension(Kind.SERVER_GROUP, select.span()));
            case Statement.Recover recover ->
                    to.accept(new Extension(Kind.SERVER_GROUP, recover.span()));
            case Statement.TlsCa tls -> to.accept(new Extension(Kind.TLS, tls.span()));
            case Statement.TlsPin tls -> to.accept(new Extension(Kind.TLS, tls.span()));
            case Statement.TlsClient tls -> to.accept(new Extension(Kind.TLS, tls.span()));
            case Statement.Gssapi gssapi -> to.accept(new Extension(Kind.GSSAPI, gssapi.span()));
            case Statement.GssapiService service ->
                    to.accept(new Extension(Kind.GSSAPI, service.span()));
            case Statement.PasswordFile file ->
                    to.accept(new Extension(Kind.PASSWORD_FILE, file.span()));
            case Statement.Check check -> to.accept(new Extension(Kind.SERVER_GROUP, check.span()));
            case Statement.PathOpening ignored -> {}
            case Statement.PathClosing ignored -> {}
            case Statement.Setting ignored -> {}
        }
    }

    private static void network(
            String text, Statement statement, Network network, Consumer<Extension> to) {
        switch (network) {
            case Network.Ip6 ignored -> to.accept(new Extension(Kind.IPV6, value(text, statement)));
            case Network.Ip4 ip4 -> prefixLength(text, statement, ip4, to);
        }
    }

    private static void prefixLength(
            String text, Statement statement, Network.Ip4 network, Consumer<Extension> to) {
        int slash = text.indexOf('/', statement.start());
        int dot = text.indexOf('.', slash);
        boolean dotted = dot >= 0 && dot < statement.end();
        // tsocks 1.8 reads "0" as the mask 0.0.0.0, which is what it says
        if (!dotted && network.mask() != 0) {
            Span length = new Span(slash, statement.end());
            to.accept(new Extension(Kind.PREFIX_LENGTH, length));
        }
    }

    private static Span value(String text, Statement statement) {
        int at = text.indexOf('=', statement.start()) + 1;
        while (isBlank(text.charAt(at))) {
            at++;
        }
        return new Span(at, statement.end());
    }
}
