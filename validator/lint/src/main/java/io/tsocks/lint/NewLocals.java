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

/// The networks that fixes make local and that were not local before. What is local goes direct, so
/// each has to be what somebody wrote.
final class NewLocals {

    /// `local` in any case as the name of a line, whatever invisible characters stand before it.
    private static final Pattern LOCAL_LINE =
            Pattern.compile(
                    "[\\s\\p{C}\\p{Z}]*local(?![\\p{L}\\p{N}_-]).*", Pattern.CASE_INSENSITIVE);

    private final Set<Network> networks;
    private final Set<HostPattern> hosts;

    /// @param gained what a file says after the fixes and did not say before
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

    /// Whether one of them has addresses of which nobody said that they are local.
    ///
    /// @param edits that made one file of the other, in file order
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

    /// @param value what the statement says after its `=`
    private boolean widens(Statement statement, ConfLine old, String value) {
        if (statement instanceof Statement.LocalHosts local) {
            return hosts.contains(local.hosts()) && widens(old, value);
        }
        return statement instanceof Statement.Local local
                && networks.contains(local.network())
                && widens(local.network(), old, value);
    }

    /// Names are to be those that somebody wrote as local ones.
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
