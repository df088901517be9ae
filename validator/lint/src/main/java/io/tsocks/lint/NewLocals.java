package io.tsocks.lint;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfLine;
import io.tsocks.grammar.PrivateNetworks;
import io.tsocks.grammar.Statement;
import io.tsocks.lint.model.Edit;
import io.tsocks.net.HostPattern;
import io.tsocks.net.Network;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The networks and names that fixes newly make local. Local destinations are reached directly, so
/// each must be what the author wrote.
final class NewLocals {

    /// `local` in upper or lower case as the name of a line, perhaps after invisible characters.
    private static final Pattern LOCAL_LINE =
            Pattern.compile(
                    "[\\s\\p{C}\\p{Z}]*local(?![\\p{L}\\p{N}_-]).*", Pattern.CASE_INSENSITIVE);

    private final Set<Network> networks;
    private final Set<HostPattern> hosts;

    /// @param gained the meanings that a file has after the fixes and did not have before
    NewLocals(List<Meaning> gained) {
        this.networks =
                gained.stream()
                        .filter(Meaning.Local.class::isInstance)
                        .map(local -> ((Meaning.Local) local).network())
                        .collect(Collectors.toSet());
        this.hosts =
                gained.stream()
                        .filter(Meaning.LocalHosts.class::isInstance)
                        .map(local -> ((Meaning.LocalHosts) local).hosts())
                        .collect(Collectors.toSet());
    }

    /// Whether any of them contains addresses that the author did not call local.
    ///
    /// @param edits the edits between the two files, in file order
    boolean widen(ConfFile before, ConfFile after, List<Edit> edits) {
        if (networks.isEmpty() && hosts.isEmpty()) {
            return false;
        }
        var origins = new Origins(edits);
        for (Statement statement : after.statements()) {
            int origin = origins.of(statement.start());
            ConfLine old = before.line(before.lineAt(origin));
            if (widens(statement, old, value(after.text(statement.span())))) {
                return true;
            }
        }
        return false;
    }

    private static String value(String statement) {
        return statement.substring(statement.indexOf('=') + 1).strip();
    }

    /// @param value the text of the statement after its `=`
    private boolean widens(Statement statement, ConfLine old, String value) {
        if (statement instanceof Statement.LocalHosts local) {
            return hosts.contains(local.hosts()) && widens(old, value);
        }
        return statement instanceof Statement.Local local
                && networks.contains(local.network())
                && widens(local.network(), old, value);
    }

    /// Whether names were not written as local ones before.
    private static boolean widens(ConfLine old, String value) {
        return !LOCAL_LINE.matcher(old.content()).matches() || !old.content().contains(value);
    }

    private static boolean widens(Network network, ConfLine old, String value) {
        if (!LOCAL_LINE.matcher(old.content()).matches()) {
            return true;
        }
        return !PrivateNetworks.hold(network)
                && PrivateNetworks.size(network) > 1
                && (PrivateNetworks.strictlyWithin(network).isPresent()
                        || PrivateNetworks.isEverything(network)
                        || !old.content().contains(value));
    }
}
