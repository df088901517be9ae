package io.tsocks.lint.rules;

import io.tsocks.engine.NameMap;
import io.tsocks.engine.Origin;
import io.tsocks.engine.PolicyMap;
import io.tsocks.grammar.Problem;
import io.tsocks.net.Span;
import java.util.List;
import java.util.stream.Stream;

/// Names the lines that decide in another's place.
final class Deciders {

    private static final int MOST = 3;

    private Deciders() {}

    /// A problem with a few of the lines that explain it, the most important ones.
    static Problem relate(Problem problem, List<PolicyMap.Owner> owners, String what) {
        return relate(problem, owners.stream().map(PolicyMap.Owner::origin), what);
    }

    /// A problem with the first few of the lines about names that explain it.
    static Problem relateNames(Problem problem, List<NameMap.Owner> owners, String what) {
        return relate(problem, owners.stream().map(NameMap.Owner::origin), what);
    }

    private static Problem relate(Problem problem, Stream<Origin> origins, String what) {
        Problem related = problem;
        List<Span> spans =
                origins.filter(origin -> !origin.isBuiltIn())
                        .limit(MOST)
                        .map(Origin::span)
                        .toList();
        for (Span span : spans) {
            related = related.with(span, what);
        }
        return related;
    }
}
