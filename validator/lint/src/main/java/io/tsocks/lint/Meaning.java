package io.tsocks.lint;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.Statement;
import io.tsocks.net.HostPattern;
import io.tsocks.net.Network;
import io.tsocks.net.PortRange;
import io.tsocks.net.Secret;
import io.tsocks.net.ServerUri;
import java.util.ArrayList;
import java.util.List;

/// The meaning of a statement, without its place and wording. Two files with the same list of
/// meanings have the same routes, servers and logins.
sealed interface Meaning {

    /// A network that is local.
    record Local(Network network) implements Meaning {}

    /// A network that a path reaches.
    record Reaches(Network network, PortRange ports) implements Meaning {}

    /// Names that are local.
    record LocalHosts(HostPattern hosts) implements Meaning {}

    /// Names that a path reaches.
    record ReachesHosts(HostPattern hosts, PortRange ports) implements Meaning {}

    /// A brace of a path.
    enum Brace implements Meaning {
        OPENING,
        CLOSING
    }

    /// A user name.
    record User(String name) implements Meaning {}

    /// A password.
    record Password(Secret secret) implements Meaning {}

    /// Any other setting.
    record Setting(String name, String value) implements Meaning {}

    /// The meanings of a file's statements, in file order.
    static List<Meaning> of(ConfFile file) {
        List<Meaning> all = new ArrayList<>(file.statements().size());
        for (Statement statement : file.statements()) {
            if (statement instanceof Statement.ServerByUri server) {
                parts(server.uri(), all);
            } else {
                all.add(of(statement));
            }
        }
        return all;
    }

    /// Adds the meanings of a URI: those of one line for each of its parts.
    private static void parts(ServerUri uri, List<Meaning> all) {
        all.add(new Setting("server", uri.host()));
        all.add(new Setting("server_port", "" + uri.port()));
        all.add(new Setting("server_type", uri.version().name()));
        uri.user().map(User::new).ifPresent(all::add);
    }

    private static Meaning of(Statement statement) {
        return switch (statement) {
            case Statement.Local local -> new Local(local.network());
            case Statement.Reaches reaches -> new Reaches(reaches.network(), reaches.ports());
            case Statement.LocalHosts local -> new LocalHosts(local.hosts());
            case Statement.ReachesHosts reaches ->
                    new ReachesHosts(reaches.hosts(), reaches.ports());
            case Statement.PathOpening _ -> Brace.OPENING;
            case Statement.PathClosing _ -> Brace.CLOSING;
            case Statement.DefaultUser user -> new User(user.user());
            case Statement.DefaultPass pass -> new Password(pass.password());
            case Statement.Server server -> new Setting(server.name(), server.host());
            case Statement.ServerByUri _ -> throw new AssertionError("a URI has several parts");
            case Statement.ServerPort port -> new Setting(port.name(), "" + port.port());
            case Statement.ServerType type -> new Setting(type.name(), type.version().name());
            case Statement.Fallback fallback ->
                    new Setting(fallback.name(), "" + fallback.enabled());
            case Statement.RemoteDns remote -> new Setting(remote.name(), "" + remote.enabled());
        };
    }
}
