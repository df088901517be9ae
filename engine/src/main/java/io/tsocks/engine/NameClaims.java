package io.tsocks.engine;

import io.tsocks.net.HostName;
import io.tsocks.net.HostPattern;
import io.tsocks.net.PortRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The names that the owners of a policy claim, by the name in each pattern. A domain comes before
/// the names below it.
final class NameClaims {

    private final List<Claim> claims = new ArrayList<>();
    private final List<Claim> ofEveryName = new ArrayList<>();

    /// The claim of one pattern.
    ///
    /// @param name the name in the pattern; without meaning for `*`
    /// @param itself whether the pattern contains the name
    /// @param below whether the pattern contains the names below it
    record Claim(HostName name, boolean itself, boolean below, PortRange ports, int owner) {}

    private static final HostName ANY = new HostName("any");

    static NameClaims of(NameOwners owners) {
        NameClaims all = new NameClaims();
        owners.forEachClaim(all::add);
        all.claims.sort(Comparator.comparing(Claim::name, HostName.BY_DOMAIN));
        return all;
    }

    private void add(HostReach claimed, int owner) {
        PortRange ports = claimed.ports();
        switch (claimed.hosts()) {
            case HostPattern.Exact(HostName name) ->
                    claims.add(new Claim(name, true, false, ports, owner));
            case HostPattern.Tree(HostName name) ->
                    claims.add(new Claim(name, true, true, ports, owner));
            case HostPattern.Below(HostName name) ->
                    claims.add(new Claim(name, false, true, ports, owner));
            case HostPattern.Every ignored ->
                    ofEveryName.add(new Claim(ANY, true, true, ports, owner));
        }
    }

    /// Whether all of these claims are to the name of the pattern and to those below it, as most
    /// are.
    static boolean isOfWholeTrees(List<Claim> claims) {
        for (Claim claim : claims) {
            if (!claim.itself() || !claim.below()) {
                return false;
            }
        }
        return true;
    }

    /// Those of some claims to one name that are to the name itself.
    static List<Claim> ofItself(List<Claim> claims) {
        return isOfWholeTrees(claims) ? claims : claims.stream().filter(Claim::itself).toList();
    }

    /// Those of some claims to one name that are to the names below it.
    static List<Claim> below(List<Claim> claims) {
        return isOfWholeTrees(claims) ? claims : claims.stream().filter(Claim::below).toList();
    }

    /// The claims of `*`.
    List<Claim> ofEveryName() {
        return ofEveryName;
    }

    /// Receives names with the claims of their patterns.
    interface Visitor {
        /// Receives a name and its claims.
        void visit(HostName name, List<Claim> claims);
    }

    /// Passes on all names, in the order of their domains.
    void forEachName(Visitor to) {
        int start = 0;
        for (int end = 1; end <= claims.size(); end++) {
            HostName name = claims.get(start).name();
            if (end == claims.size() || !claims.get(end).name().equals(name)) {
                to.visit(name, claims.subList(start, end));
                start = end;
            }
        }
    }
}
