package io.tsocks.lint;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.Statement;
import io.tsocks.net.HostPattern;
import io.tsocks.net.Network;
import io.tsocks.net.PortRange;
import io.tsocks.net.Secret;
import io.tsocks.net.ServerAddress;
import io.tsocks.net.ServerKind;
import io.tsocks.net.ServerUri;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

    /// A server of a group. Its user belongs to it alone.
    ///
    /// @param weight empty if none is written
    record Member(ServerUri server, Optional<Integer> weight) implements Meaning {}

    /// Any other setting.
    record Setting(String name, String value) implements Meaning {}

    /// The meanings of a file's statements, in file order.
    static List<Meaning> of(ConfFile file) {
        List<Meaning> all = new ArrayList<>(file.statements().size());
        Set<Statement> members = members(file);
        for (Statement statement : file.statements()) {
            if (members.contains(statement) && statement instanceof Statement.ServerByUri server) {
                all.add(new Member(server.uri(), server.weight().map(Statement.Weight::value)));
            } else if (statement instanceof Statement.ServerByUri server) {
                parts(server.uri(), all);
            } else {
                all.add(of(statement));
            }
        }
        return all;
    }

    /// The `server` lines with a scheme of those blocks that have several.
    private static Set<Statement> members(ConfFile file) {
        Set<Statement> members = new HashSet<>();
        List<Statement> top = new ArrayList<>();
        List<Statement> block = top;
        for (Statement statement : file.statements()) {
            if (statement instanceof Statement.PathOpening) {
                block = new ArrayList<>();
            } else if (statement instanceof Statement.PathClosing) {
                block = top;
            } else if (statement instanceof Statement.ServerByUri) {
                block.add(statement);
                members.addAll(block.size() > 1 ? block : List.of());
            }
        }
        return members;
    }

    /// Adds the meanings of a URI: those of one line for each of its parts.
    private static void parts(ServerUri uri, List<Meaning> all) {
        all.add(new Setting("server", uri.address().label()));
        if (uri.address() instanceof ServerAddress.Inet inet) {
            all.add(new Setting("server_port", "" + inet.port()));
        }
        all.add(new Setting("server_type", uri.kind().name()));
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
            case Statement.ServerType type ->
                    new Setting(type.name(), ServerKind.of(type.version()).name());
            case Statement.FileName file -> new Setting(file.name(), file.path());
            case Statement.Gssapi gssapi -> new Setting(gssapi.name(), gssapi.protection().word());
            case Statement.GssapiService service ->
                    new Setting(service.name(), service.service().toString());
            case Statement.TlsPin pin -> new Setting(pin.name(), pin.pin().toString());
            case Statement.Fallback fallback ->
                    new Setting(fallback.name(), "" + fallback.enabled());
            case Statement.Select select -> new Setting(select.name(), select.selection().word());
            case Statement.Recover recover ->
                    new Setting(recover.name(), recover.recovery().words());
            case Statement.Check check -> new Setting(check.name(), check.checks().words());
            case Statement.Chain chain -> new Setting(chain.name(), "" + chain.enabled());
            case Statement.RemoteDns remote -> new Setting(remote.name(), "" + remote.enabled());
        };
    }
}
