package io.tsocks.grammar;

import io.tsocks.net.Checks;
import io.tsocks.net.HostPattern;
import io.tsocks.net.KeyPin;
import io.tsocks.net.Network;
import io.tsocks.net.PortRange;
import io.tsocks.net.Protection;
import io.tsocks.net.Recovery;
import io.tsocks.net.Secret;
import io.tsocks.net.Selection;
import io.tsocks.net.ServerUri;
import io.tsocks.net.ServiceName;
import io.tsocks.net.SocksVersion;
import io.tsocks.net.Span;
import java.util.Optional;

/// A line of a tsocks.conf that was understood, as it stands; what it means in its place is the
/// engine's to say. A line that was not understood is a [Problem] and no statement,
/// but for an opening of a path of which only the form is wrong: it is both, so that the statements
/// of the path are understood as its own.
public sealed interface Statement {

    /// Index of the statement's first character in the file's text.
    int start();

    /// Index after the statement's last character, a trailing comment not included.
    int end();

    /// The statement's text, without indentation and comment.
    default Span span() {
        return new Span(start(), end());
    }

    /// `local = NETWORK`
    record Local(int start, int end, Network network) implements Statement {}

    /// `reaches = NETWORK`, with ports
    record Reaches(int start, int end, Network network, PortRange ports) implements Statement {}

    /// `local = HOSTS`
    record LocalHosts(int start, int end, HostPattern hosts) implements Statement {}

    /// `reaches = HOSTS`, with ports
    record ReachesHosts(int start, int end, HostPattern hosts, PortRange ports)
            implements Statement {}

    /// `path {`
    record PathOpening(int start, int end) implements Statement {

        /// Whether it is written as it should be, and not a line with a mistake of which the parser
        /// makes out all the same that it opens a path.
        ///
        /// @param text the file's
        public boolean isWellFormed(String text) {
            return text.startsWith("path", start)
                    && text.charAt(end - 1) == '{'
                    && text.substring(start + "path".length(), end - 1).isBlank();
        }
    }

    /// `}`
    record PathClosing(int start, int end) implements Statement {}

    /// A statement that sets one thing, once in its block; but several [ServerByUri] are a group,
    /// and several [TlsPin] are the keys of which the server must have one.
    sealed interface Setting extends Statement {

        /// The name before the `=`.
        String name();
    }

    /// A setting of the whole file, which is on or off.
    sealed interface FileSetting extends Setting {

        /// Whether it is `yes`.
        boolean enabled();
    }

    /// A `server` line, in either form.
    sealed interface ServerLine extends Setting {

        /// The server in a message about its place: an IPv4 or IPv6 address (no brackets) or a host
        /// name, as written, or the URI of a socket.
        String label();

        @Override
        default String name() {
            return "server";
        }
    }

    /// `server = HOST`
    ///
    /// @param host an IPv4 or IPv6 address (no brackets) or a host name, as written
    record Server(int start, int end, String host) implements ServerLine {
        @Override
        public String label() {
            return host;
        }
    }

    /// `server = SCHEME://[USER@]HOST[:PORT]` or `server = unix:PATH`, and perhaps `weight NUMBER`
    ///
    /// @param weight empty if none is written
    record ServerByUri(int start, int end, ServerUri uri, Optional<Weight> weight)
            implements ServerLine {
        @Override
        public String label() {
            return uri.address().label();
        }
    }

    /// The words `weight NUMBER` after a server.
    ///
    /// @param start index of the first character of `weight` in the file's text
    /// @param end index after the number
    /// @param value 1 to 256
    record Weight(int start, int end, int value) {

        static final int MOST = 256;

        /// Where the words stand.
        public Span span() {
            return new Span(start, end);
        }
    }

    /// `server_port = PORT`
    ///
    /// @param port 1 to 65535
    record ServerPort(int start, int end, int port) implements Setting {
        @Override
        public String name() {
            return "server_port";
        }
    }

    /// `server_type = 4`, `4a` or `5`
    record ServerType(int start, int end, SocksVersion version) implements Setting {
        @Override
        public String name() {
            return "server_type";
        }
    }

    /// `default_user = NAME`
    record DefaultUser(int start, int end, String user) implements Setting {
        @Override
        public String name() {
            return "default_user";
        }
    }

    /// `default_pass = PASSWORD`
    record DefaultPass(int start, int end, Secret password) implements Setting {
        @Override
        public String name() {
            return "default_pass";
        }
    }

    /// A setting whose value is the path of a file.
    sealed interface FileName extends Setting {

        /// The path as written: absolute, or relative to the directory of the policy's file.
        String path();
    }

    /// `password_file = PATH`
    record PasswordFile(int start, int end, String path) implements FileName {
        @Override
        public String name() {
            return "password_file";
        }
    }

    /// `tls_ca = PATH`
    record TlsCa(int start, int end, String path) implements FileName {
        @Override
        public String name() {
            return "tls_ca";
        }
    }

    /// `tls_client = PATH`
    record TlsClient(int start, int end, String path) implements FileName {
        @Override
        public String name() {
            return "tls_client";
        }
    }

    /// `tls_pin = sha256/BASE64`
    record TlsPin(int start, int end, KeyPin pin) implements Setting {
        @Override
        public String name() {
            return "tls_pin";
        }
    }

    /// `gssapi = integrity` or `confidentiality`
    record Gssapi(int start, int end, Protection protection) implements Setting {
        @Override
        public String name() {
            return "gssapi";
        }
    }

    /// `gssapi_service = SERVICE` or `SERVICE/HOST`
    record GssapiService(int start, int end, ServiceName service) implements Setting {
        @Override
        public String name() {
            return "gssapi_service";
        }
    }

    /// `fallback = yes` or `no`
    record Fallback(int start, int end, boolean enabled) implements FileSetting {
        @Override
        public String name() {
            return "fallback";
        }
    }

    /// `remote_dns = yes` or `no`
    record RemoteDns(int start, int end, boolean enabled) implements FileSetting {
        @Override
        public String name() {
            return "remote_dns";
        }
    }

    /// `chain = yes` or `no`
    record Chain(int start, int end, boolean enabled) implements FileSetting {
        @Override
        public String name() {
            return "chain";
        }
    }

    /// `select = failover`, `round-robin`, `hash` or `fastest`
    record Select(int start, int end, Selection selection) implements Setting {
        @Override
        public String name() {
            return "select";
        }
    }

    /// `recover = immediately`, `after NUMBER` or `never`
    record Recover(int start, int end, Recovery recovery) implements Setting {
        @Override
        public String name() {
            return "recover";
        }
    }

    /// `check = 30s`, `2m` or `none`
    record Check(int start, int end, Checks checks) implements Setting {
        @Override
        public String name() {
            return "check";
        }
    }
}
